import type { Core } from '@core/core';
import type { EngineId } from '@shared/engines/registry';
import { engineIdSchema } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';

/** The first engine that answers, in the order in which they are offered. @throws AppError `missing` when none does */
export async function demoEngine(core: Core): Promise<EngineId> {
  const { engines } = await core.doctor.look();
  const ready = engines.find((engine) => engine.state === 'ready');
  if (!ready)
    throw new AppError(
      'missing',
      `No engine answers. ${engines.map((engine) => `${engine.title}: ${engine.reason}`).join(' ')}`,
      {
        hint: engines.find((engine) => engine.remedy)?.remedy,
      },
    );
  return engineIdSchema.parse(ready.id);
}
