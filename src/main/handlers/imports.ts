import { basename } from 'node:path';
import { homeFolder } from '@core/user-account';
import { type ImportLook, MOST_PATHS } from '@shared/ipc/channels/imports';
import { AppError } from '@shared/model/app-error';
import type { DuplicateChoice, ImportedTrace, ImportFinding } from '@shared/model/import';
import { ProgressOfSeveral } from '@shared/model/progress-of-several';
import type { TransferResult } from '@shared/model/transfer';
import { dialog } from 'electron';
import type { HandlerContext, HandlersOf } from '../handler-context';
import { ImportTickets } from '../import-tickets';
import type { TransferTools } from '../transfers';

export const importHandlers: HandlersOf<'imports'> = (context) => {
  const { settings, window, transfers } = context;
  const tickets = new ImportTickets(() => context.core);
  const look = async (paths: readonly string[]): Promise<ImportLook> => {
    await context.core.library.prepare();
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
    'imports:arrived': async () => {
      const paths = context.arrived.takeFiles();
      if (paths.length > MOST_PATHS)
        throw new AppError(
          'config',
          `The app was started with ${paths.length} files, and examines at most ${MOST_PATHS}.`,
          {
            hint: 'Open fewer files at once, or import the folder that contains them.',
          },
        );
      return paths.length === 0 ? null : look(paths);
    },
    'imports:begin': async ({ ticket, how, duplicate }) => {
      const { findings, floorBytes } = tickets.redeem(ticket);
      if (findings.length === 0) return { started: false };
      transfers
        .start('import', titleOf(findings), (tools) =>
          importAll(context, findings, { how, duplicate, floorBytes }, tools),
        )
        .catch(() => undefined); // the transfer reports the failure
      return { started: true };
    },
  };
};

function titleOf(findings: readonly ImportFinding[]): string {
  const [only] = findings;
  if (only === undefined || findings.length > 1) return `${findings.length} files and folders`;
  return only.traces.length === 1 ? (only.traces[0]?.title ?? '') : basename(only.path);
}

/** Imports one path after another. Throws the first failure after the others are imported. An archive is always copied. */
async function importAll(
  { core }: HandlerContext,
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
  const importedIds = outcome.flatMap(({ id, outcome: what }) => (id && what !== 'skipped' ? id : []));
  const [first] = outcome;
  if (importedIds.length === 0 && first)
    throw new AppError(
      'config',
      `${first.title} is already in the ${first.existing ?? 'library'}, so nothing was imported.`,
      {
        hint: first.existing === 'trash' ? 'Restore it from the trash.' : 'Search for its name in the list.',
      },
    );
  return { traceIds: importedIds, path: null };
}
