import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError, toAppError } from '@shared/model/app-error';
import { MIB } from '@shared/model/units';
import tar from 'tar-stream';
import { isElf } from './elf-tracepoints';

/** The contents of a tar stream of a root file system: every path, the targets of links, and the bytes of some files. */
export interface ImageFiles {
  /** Absolute paths of regular files. */
  files: Set<string>;
  /** Absolute path → target as stored; absolute for hard links. */
  links: Map<string, string>;
  contents: Map<string, Buffer>;
}

/** Larger files are only listed. The libraries and package lists that we read are much smaller. */
const MAX_CONTENT_BYTES = 32 * MIB;

/** Whether a file may be a program or library. Libraries need no execute bit. */
const isProgram = (path: string, mode: number): boolean =>
  (mode & 0o111) !== 0 || /\.so(\.\d+)*$/.test(posix.basename(path));

/**
 * Reads an image's tar stream. Keeps the bytes only of regular files that `wanted` accepts.
 * @param onProgram receives the bytes of each ELF program and library, and must not keep them
 * @throws AppError `cancelled`; `command` when the stream is truncated or not a tar archive
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
    let passOn = small && onProgram !== undefined && isProgram(path, header.mode ?? 0);
    const chunks: Buffer[] = [];
    if (!keep && !passOn) body.resume();
    else
      body.on('data', (chunk: unknown) => {
        if (!Buffer.isBuffer(chunk)) return;
        if (chunks.length === 0 && passOn && !isElf(chunk)) passOn = false;
        if (keep || passOn) chunks.push(chunk);
      });
    body.on('error', next);
    body.on('end', () => {
      const content = chunks.length > 0 || keep ? Buffer.concat(chunks) : undefined;
      if (keep && content) found.contents.set(path, content);
      if (passOn && content) onProgram?.(content);
      next();
    });
  });
  try {
    await pipeline(stream, extract, { signal });
  } catch (error) {
    if (signal.aborted || toAppError(error).code !== 'bug') throw toAppError(error);
    throw new AppError('command', "The image's file system could not be read completely.", { cause: error });
  }
  return found;
}

/** The kernel's limit (40). More links count as a loop. */
const MAX_LINKS = 40;

/**
 * Resolves a path in the image to a regular file, following links of folders and of the file.
 * @returns undefined when there is no such file
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
