import { dirname, join } from 'node:path';
import { diskFloor } from '@core/runs/watch/disk-guard';
import { archiveNameOf } from '@shared/archive/archive-name';
import {
  EXPORT_FILE_FORMAT_IDS,
  type ExportFileFormat,
  extensionOf,
  formatOfName,
  isTraceFormat,
  titleOf,
} from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { dialog } from 'electron';
import { downloadsFolder } from '../downloads-folder';
import { dragIcon } from '../drag-icon';
import type { HandlerContext, HandlersOf } from '../handler-context';
import { savePicture } from '../save-picture';

export const exportHandlers: HandlersOf<'exports'> = (context) => {
  const { core, archives, window } = context;
  return {
    'exports:save': async ({ ids, format, range }) => {
      const records = await Promise.all(ids.map((id) => core.library.record(id)));
      const target = await chooseTarget(context, records, format);
      if (target) startExport(context, records, { ...target, range });
      return { started: target !== undefined };
    },
    'exports:picture': async ({ id, area }) => {
      const record = await core.library.record(id);
      return { saved: await savePicture(context, record, area) };
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
  /** Undefined: by the extension of the path, or that of the settings. */
  format: ExportFileFormat | undefined;
  /** Whether the dialog already asked to replace an existing file. */
  confirmed: boolean;
}

/** Asks for a file for one trace, or a folder for several. @returns undefined when the dialog was closed */
async function chooseTarget(
  context: HandlerContext,
  records: readonly TraceRecord[],
  only: ExportFileFormat | null,
): Promise<Target | undefined> {
  const { window, settings } = context;
  const { exportDir, archiveFormat } = settings.read();
  const folder = exportDir ?? downloadsFolder();
  const parent = window();
  const [record] = records;
  if (!parent || !record) return undefined;
  if (records.length > 1) {
    const { canceled, filePaths } = await dialog.showOpenDialog(parent, {
      title: `Folder for ${records.length} traces`,
      defaultPath: folder,
      properties: ['openDirectory', 'createDirectory'],
    });
    const [path] = filePaths;
    if (canceled || path === undefined) return undefined;
    settings.change({ exportDir: path });
    return { path, format: only ?? undefined, confirmed: false };
  }
  // The format of the settings comes first: the dialog selects it.
  const first = only ?? archiveFormat;
  const formats = only ? [only] : [first, ...EXPORT_FILE_FORMAT_IDS.filter((format) => format !== first)];
  const filters = formats.map((format) => ({ name: titleOf(format), extensions: [extensionOf(format)] }));
  const { canceled, filePath } = await dialog.showSaveDialog(parent, {
    title: 'Export the trace',
    defaultPath: join(folder, archiveNameOf(record, first)),
    filters,
    properties: ['showOverwriteConfirmation', 'createDirectory'],
  });
  if (canceled || !filePath) return undefined;
  settings.change({ exportDir: dirname(filePath) });
  const named = formatOfName(filePath);
  const isNamed = only ? named === only : named !== undefined;
  return { path: isNamed ? filePath : `${filePath}.${extensionOf(first)}`, format: undefined, confirmed: isNamed };
}

/** Starts the export. Its transfer reports progress and result. */
function startExport(
  { core, transfers, settings }: HandlerContext,
  records: readonly TraceRecord[],
  target: Target & { range: { fromNs: number; toNs: number } | null },
): void {
  const [only] = records;
  if (!only) throw new AppError('bug', 'There are no traces to export.');
  const title = records.length === 1 ? only.title : `${records.length} traces`;
  const { path: output, format, confirmed: force } = target;
  const kept = format ?? formatOfName(output);
  const range = (kept && isTraceFormat(kept) ? target.range : null) ?? {}; // an archive contains the whole trace
  const request = { output, format, defaultFormat: settings.read().archiveFormat, force, range };
  const ids = records.map(({ id }) => id);
  transfers
    .start('export', title, async (tools) => {
      const floorOf = (totalBytes: number): number => diskFloor(settings.read().defaults.limits, totalBytes);
      const exported = await core.exportTraces(ids, request, { ...tools, floorOf });
      return { traceIds: [], path: exported.at(-1)?.path ?? null };
    })
    .catch(() => undefined); // the transfer reports the failure
}
