import { existsSync, readFileSync } from 'node:fs';
import { release as runningRelease } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

const MOST_CONFIG_BYTES = 16 * 1024 * 1024;

/**
 * Whether the kernel can place probes in programs, by its configuration.
 * @param root the root of the inspected file system; `/` except in tests
 * @returns undefined if the configuration cannot be read
 */
export function hasUprobes(root = '/', release = runningRelease()): boolean | undefined {
  const config = configOf(root, release);
  return config === undefined ? undefined : /^CONFIG_UPROBES=y$/m.test(config);
}

/** The file of a distribution's kernel, or the kernel's own copy (CONFIG_IKCONFIG_PROC). */
function configOf(root: string, release: string): string | undefined {
  const packed = join(root, 'proc/config.gz');
  try {
    if (existsSync(packed))
      return gunzipSync(readFileSync(packed), { maxOutputLength: MOST_CONFIG_BYTES }).toString('latin1');
    return readFileSync(join(root, `boot/config-${release}`), 'latin1');
  } catch {
    return undefined; // unknown: LTTng says it
  }
}
