import type { EngineId } from '../engines/registry';
import { DEFAULT_PRESET } from '../tracing/presets';
import type { RunConfigInput } from './run-config';

/** As images/demo/recipe.json names it. */
export const DEMO_IMAGE = 'localhost/containers-trace-demo:1';

/** The image's own command runs: five times an instrumented `ls -la`. Without a network: it needs none. */
export const demoRun = (engine: EngineId): RunConfigInput => ({
  title: 'Demo: five times ls -la',
  target: { kind: 'container', engine, image: DEMO_IMAGE, network: 'none' },
  recording: { preset: DEFAULT_PRESET },
});
