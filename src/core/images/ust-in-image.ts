import { posix } from 'node:path';
import type { ImageReport } from '@shared/images/image-report-schema';
import { contextSchema } from '@shared/tracing/contexts';
import { generationOf } from '@shared/tracing/lttng-generation';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import { type ImageFiles, resolveInImage } from './image-files';
import { inLibraryFolder, isLibcFile } from './libc-in-image';

const LOADER_CACHE = '/etc/ld.so.cache';
const DPKG = /^\/var\/lib\/dpkg\/(status|status\.d\/liblttng-ust[^/]*)$/;
const UST_FILE = /^liblttng-ust\.so\.\d+(\.\d+)*$/;

/** Whether a file's bytes are required, see readImageFiles: liblttng-ust, files of the C library, Debian's package list. */
export function isWanted(path: string): boolean {
  return path === LOADER_CACHE || isLibcFile(path) || DPKG.test(path) || UST_FILE.test(posix.basename(path));
}

/** Finds the liblttng-ust.so.N that the loader would load: in its own folders first, then the highest N. */
export function ustOf(image: ImageFiles): ImageReport['ust'] {
  const candidates = namesOf(image, 'liblttng-ust').sort((a, b) => rank(image, b) - rank(image, a));
  for (const library of candidates) {
    const file = resolveInImage(image, library);
    const binary = file === undefined ? undefined : image.contents.get(file);
    if (!binary) continue;
    const version = versionOf(image);
    const socket = /lttng-ust-sock-\d+/.exec(binary.toString('latin1'))?.[0] ?? null;
    return {
      library,
      version,
      socket,
      ...abiOf(library, version, socket, binary),
      contexts: contextSchema.options.filter((name) => binary.includes(`\0${name}\0`, 0, 'latin1')),
    };
  }
  return null;
}

/** Environment variable that LTTng-UST reads since 2.14. */
const SINCE_2_14 = 'LTTNG_UST_APP_PATH';

/** Without Debian's package list, determines the release by the soname's number, the socket, or a variable that the library reads. */
function abiOf(
  library: string,
  version: string | null,
  socket: string | null,
  binary: Buffer,
): Pick<NonNullable<ImageReport['ust']>, 'abi'> {
  const release = (): string | undefined => {
    if (version !== null) return version;
    if (socket === generationOf('2.15').ustSocket) return '2.15';
    if (socket !== generationOf('2.13').ustSocket) return undefined;
    if (/\.so\.0(\.|$)/.test(library)) return '2.12';
    return binary.includes(SINCE_2_14) ? '2.14' : '2.13';
  };
  const known = release();
  return known === undefined ? {} : { abi: generationOf(known).abi };
}

/** Values for LD_PRELOAD: file names for libraries in the loader's folders and cache, and paths for others. */
export function preloadsOf(image: ImageFiles): ImageReport['preloads'] {
  const found: Partial<Record<PreloadId, string>> = {};
  for (const id of PRELOAD_IDS) {
    const [best] = namesOf(image, PRELOADS[id].stem)
      .filter((path) => resolveInImage(image, path) !== undefined)
      .sort((a, b) => rank(image, b) - rank(image, a));
    if (best) found[id] = loaderFinds(image, best) ? posix.basename(best) : best;
  }
  return found;
}

/** Every path of a library: `STEM.so.1`, `STEM.so` of the development package, `STEM.so.1.0.0`. */
function namesOf(image: ImageFiles, stem: string): string[] {
  const name = new RegExp(`^${stem}\\.so(\\.\\d+)*$`);
  return [...image.files, ...image.links.keys()].filter((path) => name.test(posix.basename(path)));
}

/** Ranks paths: first the loader's folders, then the soname (`.so.N`), then the plain `.so`, then the higher number. */
function rank(image: ImageFiles, path: string): number {
  const version = /\.so((?:\.\d+)*)$/.exec(path)?.[1] ?? '';
  const parts = version.split('.').filter(Boolean).map(Number);
  const form = parts.length === 1 ? 2_000 : parts.length === 0 ? 1_000 : 0;
  return (loaderFinds(image, path) ? 10_000 : 0) + form + (parts[0] ?? 0);
}

/** Whether ld.so(8) finds a path: in its trusted folders (of Debian and Fedora), or in the cache of ldconfig. */
function loaderFinds(image: ImageFiles, path: string): boolean {
  if (inLibraryFolder(path)) return true;
  const cache = image.contents.get(LOADER_CACHE);
  return cache?.includes(`\0${path}\0`, 0, 'latin1') ?? false;
}

/** The release in Debian's package list, since the library does not contain it. */
function versionOf(image: ImageFiles): string | null {
  for (const [path, content] of image.contents) {
    if (!DPKG.test(path)) continue;
    for (const entry of content.toString('utf8').split('\n\n')) {
      if (!/^Package: liblttng-ust(0|1)(t64)?$/m.test(entry) || /^Status: .*not-installed$/m.test(entry)) continue;
      const version = /^Version: (?:\d+:)?([0-9][0-9.]*)/m.exec(entry)?.[1];
      if (version) return version;
    }
  }
  return null;
}
