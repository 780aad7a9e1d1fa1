import type { EngineId } from '@shared/engines/registry';
import { parseOrThrow } from '@shared/model/parse';
import { demoRun } from '@shared/request/demo-run';
import { type RunConfig, runConfigSchema } from '@shared/request/run-config';

export { DEMO_COMMAND, DEMO_IMAGE } from '@shared/request/demo-run';

/** The demo as a request for startRun. */
export const demoConfig = (engine: EngineId): RunConfig => parseOrThrow(runConfigSchema, demoRun(engine), 'The demo');
