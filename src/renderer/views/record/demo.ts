import type { EngineId } from '@shared/engines/registry';
import type { RunConfigInput } from '@shared/model/run-config';

/** The demo as the form shows it: images/demo, with the function calls preset. */
export const DEMO_IMAGE = 'localhost/containers-trace-demo:1';
export const DEMO_COMMAND = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];

export const DEMO_PRESET = 'functions';

export const demoConfig = (engine: EngineId): RunConfigInput => ({
  target: { kind: 'container', engine, image: DEMO_IMAGE },
  command: DEMO_COMMAND,
  recording: { preset: DEMO_PRESET },
});
