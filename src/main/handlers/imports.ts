import { basename } from 'node:path';
import { homeFolder } from '@core/user-account';
import type { ImportLook } from '@shared/ipc/channels/imports';
import { AppError } from '@shared/model/app-error';
import type { DuplicateChoice, ImportedTrace, ImportFinding } from '@shared/model/import';
import { ProgressOfSeveral } from '@shared/model/progress-of-several';
import type { TransferResult } from '@shared/model/transfer';
import { dialog } from 'electron';
import type { HandlerParts, HandlersOf } from '../handler-parts';
import { ImportTickets } from '../import-tickets';
import type { TransferTools } from '../transfers';

export const importHandlers: HandlersOf<'imports'> = (parts) => {
  const { settings, window, transfers } = parts;
  const tickets = new ImportTickets(() => parts.core);
  const look = async (paths: readonly string[]): Promise<ImportLook> => {
    await parts.core.library.prepare();
    return tickets.look(paths, settings.read().defaults.limits);
  };
  return {
    'imports:choose': async ({ what }) => {
      const parent = window();
      if (!parent) return null;
      const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
        title: what === 'folder' ? 'Import a folder of traces' : 'Import archives of traces',
        defaultPath: homeFolder(process.env),
        properties: what === 'folder' ? ['openDirectory'] : ['openFile', 'multiSelections'],
      });
      return canceled || filePaths.length === 0 ? null : look(filePaths);
    },
    'imports:look': ({ paths }) => look(paths),
    'imports:begin': async ({ ticket, how, duplicate }) => {
      const { findings, floorBytes } = tickets.redeem(ticket);
      if (findings.length === 0) return { started: false };
      transfers
        .start('import', titleOf(findings), (tools) =>
          importAll(parts, findings, { how, duplicate, floorBytes }, tools),
        )
        .catch(() => undefined); // told in the window
      return { started: true };
    },
  };
};

function titleOf(findings: readonly ImportFinding[]): string {
  const [only] = findings;
  if (only === undefined || findings.length > 1) return `${findings.length} files and folders`;
  return only.traces.length === 1 ? (only.traces[0]?.title ?? '') : basename(only.path);
}

/** One after the other; what fails is told when the others are in. An archive is always copied. */
async function importAll(
  { core }: HandlerParts,
  findings: readonly ImportFinding[],
  { how, duplicate, floorBytes }: { how: 'copy' | 'reference'; duplicate: DuplicateChoice; floorBytes: number },
  { onProgress, signal }: TransferTools,
): Promise<TransferResult> {
  const outcome: ImportedTrace[] = [];
  let failure: unknown;
  const copied = findings.map(({ form, sizeBytes }) =>
    form === 'folder' && how === 'reference' ? 0 : (sizeBytes ?? 0),
  );
  const progress = new ProgressOfSeveral(copied, onProgress);
  for (const [nth, { path, form }] of findings.entries())
    try {
      const request = { path, how: form === 'folder' ? how : 'copy', duplicate } as const;
      outcome.push(...(await core.importTraces(request, { floorBytes, onProgress: progress.of(nth), signal })));
    } catch (thrown) {
      if (signal.aborted) throw thrown;
      failure ??= thrown;
    }
  const failed = outcome.find(({ error }) => error)?.error;
  failure ??= failed && AppError.fromData(failed);
  if (failure) throw failure;
  const taken = outcome.flatMap(({ id, outcome: what }) => (id && what !== 'skipped' ? id : []));
  const [first] = outcome;
  if (taken.length === 0 && first)
    throw new AppError(
      'config',
      `${first.title} is in the ${first.existing ?? 'library'} already: nothing was brought in.`,
      {
        hint: first.existing === 'trash' ? 'Take it back from the trash.' : 'Search for its name in the list.',
      },
    );
  return { traceIds: taken, path: null };
}
