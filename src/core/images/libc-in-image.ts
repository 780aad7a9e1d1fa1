import { posix } from 'node:path';
import { readElf } from '@reader/elf/elf-file';
import { ReadError } from '@reader/read-error';
import type { ImageReport } from '@shared/images/image-report-schema';
import { oneLine } from '@shared/model/plain-text';
import { elfSource } from './elf-source';
import { type ImageFiles, resolveInImage } from './image-files';

/** Libraries that the loader preloads into each program; ld.so(8), FILES. */
const PRELOAD_FILE = '/etc/ld.so.preload';
const GLIBC = /^libc(\.so\.6|-2\.\d+\.so)$/;
/** glibc prints it when it is started: `GNU C Library (Debian GLIBC 2.36-9+deb12u10) stable release version 2.36.` */
const BANNER = /GNU C Library [^\n]{0,200} release version (\d{1,3}\.\d{1,3})/;
/** Bounds the report. Files on real machines have one line. */
const MOST_BYTES = 4_096;

/** Whether libcOf, glibcOf or preloadFileOf read a file's bytes. */
export const isLibcFile = (path: string): boolean =>
  path === PRELOAD_FILE || (GLIBC.test(posix.basename(path)) && inLibraryFolder(path));

/** Determines the C library by loader and library. Debian can contain musl's loader, too, and Alpine glibc's (gcompat). */
export function libcOf(image: ImageFiles): ImageReport['libc'] {
  const names = [...image.files, ...image.links.keys()].filter(inLibraryFolder).map((path) => posix.basename(path));
  const has = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  if (has(/^ld-linux.*\.so|^ld(64)?\.so\.\d|^ld-\d.*\.so$/) && has(GLIBC)) return 'glibc';
  return has(/^ld-musl-.*\.so/) ? 'musl' : 'none';
}

/** The release and the architecture of glibc; of the native one, where there are several. Null when unknown. */
export function glibcOf(image: ImageFiles): ImageReport['glibc'] {
  const paths = [...image.files, ...image.links.keys()].filter(
    (path) => GLIBC.test(posix.basename(path)) && inLibraryFolder(path),
  );
  const found = paths.flatMap((path) => releaseOf(image.contents.get(resolveInImage(image, path) ?? '')));
  return found.find(({ bits }) => bits === 64) ?? found[0] ?? null;
}

function releaseOf(binary: Buffer | undefined): NonNullable<ImageReport['glibc']>[] {
  const version = binary && BANNER.exec(binary.toString('latin1'))?.[1];
  if (!binary || version === undefined) return [];
  try {
    const { machine, bits } = readElf(elfSource(binary), false);
    return [{ version, machine, bits }];
  } catch (error) {
    if (error instanceof ReadError) return [];
    throw error;
  }
}

/** The lines of the image's /etc/ld.so.preload, without comments; null if the file is a link or too large. */
export function preloadFileOf(image: ImageFiles): string[] | null {
  if (!image.files.has(PRELOAD_FILE)) return image.links.has(PRELOAD_FILE) ? null : [];
  const text = image.contents.get(PRELOAD_FILE);
  if (!text || text.length > MOST_BYTES) return null;
  const lines = text.toString('utf8').split('\n');
  return lines.flatMap((line) => oneLine(line.replace(/#.*/, '')) || []);
}

/** Whether a path is directly in a folder that ld.so(8) searches: those of Debian and Fedora. */
export function inLibraryFolder(path: string): boolean {
  return /^(\/usr)?\/lib(64)?(\/[a-z0-9_]+-linux-[a-z0-9]+)?$/.test(posix.dirname(path));
}
