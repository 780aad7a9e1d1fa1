import type { EngineId } from '@shared/engines/registry';
import { parseOrThrow } from '@shared/model/parse';
import { type RunConfig, runConfigSchema } from '@shared/model/run-config';
import { DEFAULT_PRESET } from '@shared/tracing/presets';

/** Five times an instrumented `ls -la`, as the proof of concept did. Without a network: it needs none. */
export function demoConfig(engine: EngineId): RunConfig {
  return parseOrThrow(
    runConfigSchema,
    {
      title: 'Demo: five times ls -la',
      target: { kind: 'container', engine, image: DEMO_IMAGE, network: 'none' },
      command: DEMO_COMMAND,
      recording: { preset: DEFAULT_PRESET },
    },
    'The demo',
  );
}

/** As images/demo/recipe.json says; a unit test keeps them together. */
export const DEMO_IMAGE = 'localhost/containers-trace-demo:1';
export const DEMO_COMMAND = ['sh', '-c', 'for run in 1 2 3 4 5; do ls -la /; done'];
