import { posix } from 'node:path';
import type { Readable } from 'node:stream';
import { isElf } from '@reader/elf/elf-file';
import { MIB } from '@shared/model/units';
import { walkImage } from './walk-image';

/** The contents of a tar stream of a root file system: every path, the targets of links, and the bytes of some files. */
export interface ImageFiles {
  /** Absolute paths of regular files. */
  files: Set<string>;
  /** Absolute path → target as stored; absolute for hard links. */
  links: Map<string, string>;
  contents: Map<string, Buffer>;
}

/** A program or library of the image, an ELF file. */
export interface ProgramFile {
  path: string;
  mode: number;
  /** Whether it has file capabilities, see capabilities(7). */
  hasCapabilities: boolean;
  /** The bytes; of a larger file only the begin. Valid during the call. */
  content: Buffer;
  isWhole: boolean;
}

/** Larger files are not kept. The libraries and package lists that we read are much smaller. */
const MAX_CONTENT_BYTES = 32 * MIB;
/** Contains the segments of a larger program, and the name of its loader. */
const HEAD_BYTES = 64 * 1024;

/** Whether a file may be a program or library. Libraries need no execute bit. */
const isProgram = (path: string, mode: number): boolean =>
  (mode & 0o111) !== 0 || /\.so(\.\d+)*$/.test(posix.basename(path));

/**
 * Reads an image's tar stream. Keeps the bytes only of regular files that `wanted` accepts.
 * @param onProgram receives each ELF program and library
 * @throws AppError as walkImage does
 */
export async function readImageFiles(
  stream: Readable,
  wanted: (path: string) => boolean,
  signal: AbortSignal,
  onProgram?: (program: ProgramFile) => void,
): Promise<ImageFiles> {
  const found: ImageFiles = { files: new Set(), links: new Map(), contents: new Map() };
  await walkImage(stream, signal, ({ path, kind, target, sizeBytes, mode, hasCapabilities }) => {
    if (kind === 'file') found.files.add(path);
    else if (kind === 'link') found.links.set(path, target);
    const isWhole = sizeBytes <= MAX_CONTENT_BYTES;
    const keep = kind === 'file' && isWhole && wanted(path);
    let passOn = kind === 'file' && onProgram !== undefined && isProgram(path, mode);
    if (!keep && !passOn) return undefined;
    const chunks: Buffer[] = [];
    let bytes = 0;
    return {
      piece: (chunk) => {
        if (bytes === 0 && passOn && !isElf(chunk)) passOn = false;
        if (keep || (passOn && (isWhole || bytes < HEAD_BYTES))) chunks.push(chunk);
        bytes += chunk.length;
      },
      end: () => {
        const content = Buffer.concat(chunks);
        if (keep) found.contents.set(path, content);
        if (passOn) onProgram?.({ path, mode, hasCapabilities, content, isWhole });
      },
    };
  });
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
