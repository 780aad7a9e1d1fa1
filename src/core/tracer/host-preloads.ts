import { existsSync } from 'node:fs';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';

const FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib', '/usr/local/lib'];
/** `.so.1` comes with liblttng-ust1; the bare name only with the development package. */
const ENDINGS = ['.so.1', '.so.0', '.so'];

/** The preload libraries of this machine, by the names that its loader finds. */
export function hostPreloads(): Partial<Record<PreloadId, string>> {
  const found = PRELOAD_IDS.flatMap((id): [PreloadId, string][] => {
    const stem = PRELOADS[id].stem;
    const name = ENDINGS.map((ending) => stem + ending).find((file) =>
      FOLDERS.some((folder) => existsSync(`${folder}/${file}`)),
    );
    return name ? [[id, name]] : [];
  });
  return Object.fromEntries(found);
}
