import type { Core } from '@core/core';
import type { EngineId } from '@shared/engines/registry';
import { engineIdSchema } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';

/** Returns the first engine that is ready, in registry order. @throws AppError `missing` when none is */
export async function demoEngine(core: Core): Promise<EngineId> {
  const { engines } = await core.doctor.runFirst();
  const ready = engines.find((engine) => engine.state === 'ready');
  if (!ready)
    throw new AppError(
      'missing',
      `No container engine is ready. ${engines.map((engine) => `${engine.title}: ${engine.reason}`).join(' ')}`,
      {
        hint: engines.find((engine) => engine.remedy)?.remedy,
      },
    );
  return engineIdSchema.parse(ready.id);
}
