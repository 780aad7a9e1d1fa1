import type { EngineId } from '@shared/engines/registry';
import { demoRun } from '@shared/model/demo-run';
import { parseOrThrow } from '@shared/model/parse';
import { type RunConfig, runConfigSchema } from '@shared/model/run-config';

export { DEMO_COMMAND, DEMO_IMAGE } from '@shared/model/demo-run';

/** The demo that the window shows, as the runner takes it. */
export const demoConfig = (engine: EngineId): RunConfig => parseOrThrow(runConfigSchema, demoRun(engine), 'The demo');
