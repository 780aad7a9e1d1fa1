import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { archiveNameOf } from '@shared/archive/archive-name';
import {
  type ArchiveFileFormat,
  EXPORT_FILE_FORMAT_IDS,
  type ExportFormat,
  extensionOf,
  formatOfName,
} from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import type { ExportTarget } from './export-trace';
import { writeError } from './write-error';

export interface TargetRequest {
  traces: readonly { id: string; title: string }[];
  /** The path that the user entered or selected: a file, or a folder that gets one file for each trace. */
  output: string;
  /** Default: the format of the file name extension, else `defaultFormat` for an existing folder. */
  format?: ExportFormat | undefined;
  defaultFormat: ArchiveFileFormat;
  force: boolean;
  libraryDir: string;
}

export interface ExportTargets {
  orders: ExportTarget[];
  /** A folder that was created for several archives. */
  madeFolder: string | null;
}

/**
 * Determines the path and the format of each archive.
 * @throws AppError `config` for a target inside the library and for an extension that is unknown or contradicts the format, `missing` when the target's folder does not exist
 */
export async function exportTargets(request: TargetRequest): Promise<ExportTargets> {
  const output = resolve(request.output);
  const { traces, force, libraryDir } = request;
  const wantsFolder = traces.length > 1 || request.output.endsWith(sep);
  const wasThere = await isFolderAt(output);
  const isFolder = wasThere || wantsFolder;
  const format = formatOf(request, output, isFolder);
  const orders = isFolder
    ? traces.map((trace) => ({ path: join(output, archiveNameOf(trace, format)), format, force }))
    : [{ path: output, format, force }];
  await refuseInside(libraryDir, wasThere ? join(output, 'x') : output); // an existing folder may be a link
  if (isFolder && !wasThere) await makeFolder(output);
  return { orders, madeFolder: isFolder && !wasThere ? output : null };
}

function formatOf({ format, defaultFormat }: TargetRequest, output: string, isFolder: boolean): ExportFormat {
  const byName = isFolder ? undefined : formatOfName(output);
  if (format !== undefined && byName !== undefined && byName !== format)
    throw new AppError('config', `The name ${output} is of the format ${byName}, but the format is ${format}.`, {
      hint: `Omit --format, or use another name${format === 'folder' ? '' : ` that ends in .${extensionOf(format)}`}.`,
    });
  const selected = format ?? byName ?? (isFolder ? defaultFormat : undefined);
  if (selected !== undefined) return selected;
  const extensions = EXPORT_FILE_FORMAT_IDS.map((id) => `.${extensionOf(id)}`);
  const last = extensions.pop();
  throw new AppError('config', `The format of ${output} is unknown.`, {
    hint: `Use a name that ends in ${extensions.join(', ')} or ${last}, or set --format.`,
  });
}

/** Creates the target folder for several archives. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    throw writeError(error, path);
  });
}

async function isFolderAt(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined); // the usual case: the target does not exist yet
  return facts?.isDirectory() ?? false;
}

/** Refuses a target inside the library, which would treat the file as one of its own. */
async function refuseInside(libraryDir: string, path: string): Promise<void> {
  const [library, folder] = await Promise.all([real(libraryDir), real(dirname(path))]);
  const whole = join(folder, basename(path));
  if (whole === library || whole.startsWith(library + sep))
    throw new AppError('config', `${path} is inside the library ${libraryDir}, which may contain only traces.`, {
      hint: 'Select a folder outside the library.',
    });
}

const real = (path: string): Promise<string> =>
  realpath(path).catch((error: unknown) => {
    throw writeError(error, path);
  });
