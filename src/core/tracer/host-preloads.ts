import { existsSync } from 'node:fs';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';

/** Folders of the loader on Debian, Fedora and Arch, and of programs that were built here. */
export const LIBRARY_FOLDERS = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
  '/usr/local/lib',
];
/** `.so.1` is part of liblttng-ust1; `.so` needs the development package. */
const ENDINGS = ['.so.1', '.so.0', '.so'];

/** The preload libraries that are installed on this machine, by file name. */
export function hostPreloads(): Partial<Record<PreloadId, string>> {
  const found = PRELOAD_IDS.flatMap((id): [PreloadId, string][] => {
    const stem = PRELOADS[id].stem;
    const name = ENDINGS.map((ending) => stem + ending).find((file) =>
      LIBRARY_FOLDERS.some((folder) => existsSync(`${folder}/${file}`)),
    );
    return name ? [[id, name]] : [];
  });
  return Object.fromEntries(found);
}
