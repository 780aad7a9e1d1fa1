import { dirname, join } from 'node:path';
import { homeFolder } from '@core/user-account';
import { archiveNameOf } from '@shared/archive/archive-name';
import { ARCHIVE_FILE_FORMAT_IDS, ARCHIVE_FILE_FORMATS, formatOfName } from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { app, dialog } from 'electron';
import { dragIcon } from '../drag-icon';
import type { HandlerContext, HandlersOf } from '../handler-context';

export const exportHandlers: HandlersOf<'exports'> = (context) => {
  const { core, archives, window } = context;
  return {
    'exports:save': async ({ ids }) => {
      const records = await Promise.all(ids.map((id) => core.library.record(id)));
      const target = await chooseTarget(context, records);
      if (target) startExport(context, records, target);
      return { started: target !== undefined };
    },
    'exports:prepare': async ({ ids }) => {
      for (const id of ids) core.library.folderOf(id); // throws `missing` for unknown ids
      archives.want(ids);
      return null;
    },
    'exports:archives': async () => archives.list(),
    'exports:drag': async ({ ids }) => {
      for (const id of ids) core.library.folderOf(id);
      const files = archives.pathsOf(ids);
      const [file] = files ?? [];
      const page = window()?.webContents;
      if (!files || !file || !page) return { started: false };
      page.startDrag({ file, files, icon: dragIcon(files.length) });
      return { started: true };
    },
    'exports:empty-cache': async () => ({ freedBytes: await archives.empty() }),
  };
};

interface Target {
  path: string;
  /** Whether the dialog already asked to replace an existing file. */
  confirmed: boolean;
}

/** Asks for a file for one trace, or a folder for several. @returns undefined when the dialog was closed */
async function chooseTarget(context: HandlerContext, records: readonly TraceRecord[]): Promise<Target | undefined> {
  const { window, settings } = context;
  const { exportDir, archiveFormat } = settings.read();
  const folder = exportDir ?? defaultFolder();
  const parent = window();
  const [only] = records;
  if (!parent || !only) return undefined;
  if (records.length > 1) {
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
      title: `Folder for ${records.length} traces`,
      defaultPath: folder,
      properties: ['openDirectory', 'createDirectory'],
    });
    const [path] = filePaths;
    if (canceled || path === undefined) return undefined;
    settings.change({ exportDir: path });
    return { path, confirmed: false };
  }
  // The format of the settings comes first: the dialog selects it.
  const formats = [archiveFormat, ...ARCHIVE_FILE_FORMAT_IDS.filter((format) => format !== archiveFormat)];
  const filters = formats.map((format) => ({ name: ARCHIVE_FILE_FORMATS[format].title, extensions: [format] }));
  const { canceled, filePath } = await dialog.showSaveDialog(parent, {
    title: 'Export the trace',
    defaultPath: join(folder, archiveNameOf(only, archiveFormat)),
    filters,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return undefined;
  settings.change({ exportDir: dirname(filePath) });
  const hasFormat = formatOfName(filePath) !== undefined;
  return { path: hasFormat ? filePath : `${filePath}.${archiveFormat}`, confirmed: hasFormat };
}

function defaultFolder(): string {
  try {
    return app.getPath('downloads');
  } catch {
    return homeFolder(process.env); // the desktop has no downloads folder
  }
}

/** Starts the export. Its transfer reports progress and result. */
function startExport(
  { core, transfers, settings }: HandlerContext,
  records: readonly TraceRecord[],
  target: Target,
): void {
  const [only] = records;
  if (!only) throw new AppError('bug', 'There are no traces to export.');
  const title = records.length === 1 ? only.title : `${records.length} traces`;
  const request = { output: target.path, defaultFormat: settings.read().archiveFormat, force: target.confirmed };
  const ids = records.map(({ id }) => id);
  transfers
    .start('export', title, async (tools) => {
      const exported = await core.exportTraces(ids, request, tools);
      return { traceIds: [], path: exported.at(-1)?.path ?? null };
    })
    .catch(() => undefined); // the transfer reports the failure
}
