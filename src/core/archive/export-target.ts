import { mkdir, realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { archiveNameOf } from '@shared/archive/archive-name';
import { type ArchiveFileFormat, type ArchiveFormat, formatOfName } from '@shared/archive/formats';
import { AppError } from '@shared/model/app-error';
import type { ExportOrder } from './export-trace';
import { writeError } from './write-error';

export interface TargetRequest {
  traces: readonly { id: string; title: string }[];
  /** As it was typed or chosen: a file, or a folder that gets a file of each trace. */
  output: string;
  /** Left out: what the name's ending tells, else the usual one for a folder that is there. */
  format?: ArchiveFormat | undefined;
  usualFormat: ArchiveFileFormat;
  force: boolean;
  libraryDir: string;
}

export interface ExportTargets {
  orders: ExportOrder[];
  /** A folder for several that was not there. */
  madeFolder: string | null;
}

/**
 * Where each of the traces is to be written, and as what.
 * @throws AppError `config` for a target inside the library, an ending of another format or of none, `missing` where its folder is not there
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
  await refuseInside(libraryDir, wasThere ? join(output, 'x') : output); // a folder that is there may be a link
  if (isFolder && !wasThere) await makeFolder(output);
  return { orders, madeFolder: isFolder && !wasThere ? output : null };
}

function formatOf({ format, usualFormat }: TargetRequest, output: string, isFolder: boolean): ArchiveFormat {
  const told = isFolder ? undefined : formatOfName(output);
  if (format !== undefined && told !== undefined && told !== format)
    throw new AppError('config', `${output} ends as a ${told}, and the format is to be ${format}.`, {
      hint: `Leave --format out, or choose a name that ends in .${format}.`,
    });
  const chosen = format ?? told ?? (isFolder ? usualFormat : undefined);
  if (chosen !== undefined) return chosen;
  throw new AppError('config', `The name ${output} does not tell the format.`, {
    hint: 'End it in .zip or .tar.zst, or say it with --format.',
  });
}

/** Somebody who wants several files into a folder that is not there wants it made. */
async function makeFolder(path: string): Promise<void> {
  await mkdir(path).catch((error: unknown) => {
    throw writeError(error, path);
  });
}

async function isFolderAt(path: string): Promise<boolean> {
  const facts = await stat(path).catch(() => undefined); // not there yet, as it should be
  return facts?.isDirectory() ?? false;
}

/** What lies in the library's folder is taken for a trace, or for something of the library's. */
async function refuseInside(libraryDir: string, path: string): Promise<void> {
  const [library, folder] = await Promise.all([real(libraryDir), real(dirname(path))]);
  const whole = join(folder, basename(path));
  if (whole === library || whole.startsWith(library + sep))
    throw new AppError('config', `${path} is inside the library ${libraryDir}, which holds traces and nothing else.`, {
      hint: 'Choose a folder outside of it.',
    });
}

const real = (path: string): Promise<string> =>
  realpath(path).catch((error: unknown) => {
    throw writeError(error, path);
  });
