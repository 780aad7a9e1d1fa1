import type { EngineId } from '../engines/registry';
import { DEFAULT_PRESET } from '../tracing/presets';
import type { RunConfigInput } from './run-config';

/** As images/demo/recipe.json says; a unit test keeps them together. */
export const DEMO_IMAGE = 'localhost/containers-trace-demo:1';
export const DEMO_COMMAND = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];

/** Five times an instrumented `ls -la`, as the proof of concept did. Without a network: it needs none. */
export const demoRun = (engine: EngineId): RunConfigInput => ({
  title: 'Demo: five times ls -la',
  target: { kind: 'container', engine, image: DEMO_IMAGE, network: 'none' },
  command: DEMO_COMMAND,
  recording: { preset: DEFAULT_PRESET },
});
