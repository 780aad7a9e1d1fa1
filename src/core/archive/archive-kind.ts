import { AppError } from '@shared/model/app-error';
import { fileHead } from '../files/file-head';
import { shownName } from './archive-error';
import { foreignError } from './foreign-error';

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz' | 'tar.zst' | 'tar.xz';

export const SUPPORTED_ARCHIVES = '.zip, .tar.zst, .tar.gz, .tar.xz or .tar';
const HEAD_BYTES = 512;
/** Offset of the magic `ustar` in a tar header. */
const TAR_MAGIC_AT = 257;

/** Offset and magic number of each format: APPNOTE.TXT 4.3, RFC 1952, RFC 8878, xz file format 2.1.1.1, tar(5). */
const MAGIC: readonly (readonly [number, string, ArchiveKind])[] = [
  [0, '504b0304', 'zip'],
  [0, '504b0506', 'zip'],
  [0, '28b52ffd', 'tar.zst'],
  [0, '1f8b', 'tar.gz'],
  [0, 'fd377a585a00', 'tar.xz'],
  [TAR_MAGIC_AT, '7573746172', 'tar'],
];

/**
 * Detects the format of an archive by its content, not by its name.
 * @throws AppError `config` for any other file, `missing` or `denied` when the file cannot be read
 */
export async function archiveKind(path: string): Promise<ArchiveKind> {
  const head = await readHead(path);
  const found = MAGIC.find(([at, magic]) => head.toString('hex', at, at + magic.length / 2) === magic);
  if (found) return found[2];
  throw new AppError('config', `${shownName(path)} is neither a folder nor a supported archive.`, {
    hint: `Select a folder, or a ${SUPPORTED_ARCHIVES} archive.`,
  });
}

async function readHead(path: string): Promise<Buffer> {
  try {
    return await fileHead(path, HEAD_BYTES);
  } catch (error) {
    throw foreignError(error, path);
  }
}
