import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, toAppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import tar from 'tar-stream';
import { isElf } from './elf-tracepoints';

/** What a tar stream of a root file system holds: every path, where links point, and the content of a chosen few. */
export interface ImageFiles {
  /** Absolute paths of regular files. */
  files: Set<string>;
  /** Absolute path → target as written; of hard links the absolute target. */
  links: Map<string, string>;
  contents: Map<string, Buffer>;
}

/** No library or package list that we read comes near it; a larger file is only listed. */
const MAX_CONTENT_BYTES = 32 * MIB;

/** Programs, and libraries, which need no execute bit. */
const isProgram = (path: string, mode: number): boolean =>
  (mode & 0o111) !== 0 || /\.so(\.\d+)*$/.test(posix.basename(path));

/**
 * Reads a whole image as a stream; keeps the bytes of those regular files alone that `wanted` names.
 * @param onProgram is shown each ELF program and library on its way through; it must not keep the bytes
 * @throws AppError `cancelled`, `command` when the stream breaks off or is no tar archive
 */
export async function readImageFiles(
  stream: Readable,
  wanted: (path: string) => boolean,
  signal: AbortSignal,
  onProgram?: (content: Buffer) => void,
): Promise<ImageFiles> {
  const found: ImageFiles = { files: new Set(), links: new Map(), contents: new Map() };
  const extract = tar.extract();
  extract.on('entry', (header, body, next) => {
    const path = posix.normalize(`/${header.name}`).replace(/(.)\/$/, '$1');
    const target = header.linkname ?? '';
    if (header.type === 'symlink') found.links.set(path, target);
    else if (header.type === 'link') found.links.set(path, posix.normalize(`/${target}`));
    else if (header.type === 'file') found.files.add(path);
    const small = header.type === 'file' && (header.size ?? 0) <= MAX_CONTENT_BYTES;
    const keep = small && wanted(path);
    let show = small && onProgram !== undefined && isProgram(path, header.mode ?? 0);
    const chunks: Buffer[] = [];
    if (!keep && !show) body.resume();
    else
      body.on('data', (chunk: unknown) => {
        if (!Buffer.isBuffer(chunk)) return;
        if (chunks.length === 0 && show && !isElf(chunk)) show = false;
        if (keep || show) chunks.push(chunk);
      });
    body.on('error', next);
    body.on('end', () => {
      const content = chunks.length > 0 || keep ? Buffer.concat(chunks) : undefined;
      if (keep && content) found.contents.set(path, content);
      if (show && content) onProgram?.(content);
      next();
    });
  });
  try {
    await pipeline(stream, extract, { signal });
  } catch (error) {
    if (signal.aborted || toAppError(error).code !== 'bug') throw toAppError(error);
    throw new AppError('command', "The image's file system could not be read to its end.", { cause: error });
  }
  return found;
}

/** More than the kernel follows (40) is a loop. */
const MAX_LINKS = 40;

/**
 * The regular file that a path leads to inside the image, through links of folders and of the file itself.
 * @returns undefined when it leads nowhere
 */
export function resolveInImage(image: ImageFiles, path: string): string | undefined {
  let left = path.split('/').filter(Boolean);
  let at = '';
  for (let followed = 0; left.length > 0; ) {
    const [name = '', ...rest] = left;
    left = rest;
    if (name === '.') continue;
    if (name === '..') {
      at = posix.dirname(at || '/').replace(/^\/$/, '');
      continue;
    }
    const target = image.links.get(`${at}/${name}`);
    if (target === undefined) {
      at = `${at}/${name}`;
      continue;
    }
    if (++followed > MAX_LINKS) return undefined;
    if (target.startsWith('/')) at = '';
    left = [...target.split('/').filter(Boolean), ...left];
  }
  return image.files.has(at) ? at : undefined;
}
