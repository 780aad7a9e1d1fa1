import { mkdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { diskFloor } from '@core/runs/watch/disk-guard';
import { FOLDER_MODE } from '@shared/archive/layout';
import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { MIB } from '@shared/model/units';
import type { HandlerContext } from '../handler-context';
import type { TransferTools } from '../transfers';
import { openSpeedscope } from './speedscope-window';

/** speedscope keeps the whole profile in the memory of one page. */
const MOST_BYTES = 1024 * MIB;
const speedscopeDir = join(import.meta.dirname, '../speedscope');

/**
 * Converts a trace into a temporary file, and shows it in speedscope.
 * @param cacheDir of the app
 * @throws AppError as exportTraces does, and `config` for a profile that is too large for a page
 */
export async function viewInSpeedscope(
  { core, settings, window }: Pick<HandlerContext, 'core' | 'settings' | 'window'>,
  cacheDir: string,
  { id, title }: { id: string; title: string },
  tools: TransferTools,
): Promise<void> {
  const folder = join(cacheDir, 'speedscope');
  await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
  const output = join(folder, `${id}-${Date.now()}.speedscope.json`);
  const floorOf = (totalBytes: number): number => diskFloor(settings.read().defaults.limits, totalBytes);
  await core.exportTraces(
    [id],
    { output, format: 'speedscope', defaultFormat: 'zip', force: false },
    { ...tools, floorOf },
  );
  const { size } = await stat(output);
  if (size <= MOST_BYTES) return openSpeedscope(speedscopeDir, output, oneLine(title), window());
  await rm(output, { force: true });
  throw new AppError(
    'config',
    `The profile has ${Math.round(size / MIB)} MiB, which is too large for one page of speedscope.`,
    {
      hint: 'Export a part of the trace with `export --format speedscope --from … --to …`, or use Perfetto.',
    },
  );
}

/** Deletes profiles of windows that were open when the app was killed. */
export const forgetProfiles = (cacheDir: string): Promise<void> =>
  rm(join(cacheDir, 'speedscope'), { recursive: true, force: true });
