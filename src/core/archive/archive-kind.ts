import { AppError } from '@shared/model/app-error';
import { fileHead } from '../files/file-head';
import { shownName } from './archive-error';
import { foreignError } from './foreign-error';

export type ArchiveKind = 'zip' | 'tar' | 'tar.gz' | 'tar.zst' | 'tar.xz';

const HEAD_BYTES = 512;
/** Where a tar's first header has its checksum, in octal, and where `ustar` stands. */
const TAR_MAGIC_AT = 257;

/** By what it begins with: APPNOTE.TXT 4.3, RFC 1952, RFC 8878, the xz format's 2.1.1.1, tar(5). */
const MAGIC: readonly (readonly [number, string, ArchiveKind])[] = [
  [0, '504b0304', 'zip'],
  [0, '504b0506', 'zip'],
  [0, '28b52ffd', 'tar.zst'],
  [0, '1f8b', 'tar.gz'],
  [0, 'fd377a585a00', 'tar.xz'],
  [TAR_MAGIC_AT, '7573746172', 'tar'],
];

/**
 * What kind of archive a file is, by its content; its name says nothing.
 * @throws AppError `config` for what is none, `missing` or `denied` when it cannot be read
 */
export async function archiveKind(path: string): Promise<ArchiveKind> {
  const head = await readHead(path);
  const found = MAGIC.find(([at, magic]) => head.toString('hex', at, at + magic.length / 2) === magic);
  if (found) return found[2];
  throw new AppError('config', `${shownName(path)} is neither a folder nor an archive that is understood.`, {
    hint: 'A trace comes in as a folder, or as a .zip, .tar.zst, .tar.gz, .tar.xz or .tar archive of one.',
  });
}

async function readHead(path: string): Promise<Buffer> {
  try {
    return await fileHead(path, HEAD_BYTES);
  } catch (error) {
    throw foreignError(error, path);
  }
}
