import type { EngineId } from '../engines/registry';
import { DEFAULT_PRESET } from '../tracing/presets';
import type { RunConfigInput } from './run-config';

/** The same as in images/demo/recipe.json, which a unit test checks. */
export const DEMO_IMAGE = 'localhost/containers-trace-demo:1';
export const DEMO_COMMAND = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];

/** Runs an instrumented `ls -la` five times, without a network. */
export const demoRun = (engine: EngineId): RunConfigInput => ({
  title: 'Demo: five times ls -la',
  target: { kind: 'container', engine, image: DEMO_IMAGE, network: 'none' },
  command: DEMO_COMMAND,
  recording: { preset: DEFAULT_PRESET },
});
