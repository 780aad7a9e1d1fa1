import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A line of modules.dep(5): `updates/dkms/lttng-tracer.ko.xz: …`. */
const TRACER = /(?:^|\/)lttng-tracer\.ko(?:\.\w+)?:/m;

/** Kernel releases whose modules.dep lists the tracer; modprobe(8) uses the same list. */
export async function releasesWithTracer(root: string): Promise<string[]> {
  const folder = join(root, 'lib/modules');
  const releases = await readdir(folder).catch(() => []); // a machine with a custom kernel may have no such folder
  const found = await Promise.all(
    releases.map(async (release) => {
      const list = await readFile(join(folder, release, 'modules.dep'), 'utf8').catch(() => '');
      return TRACER.test(list) ? [release] : [];
    }),
  );
  return found.flat();
}

/** @returns the version of the loaded tracer, empty if it is unknown; null when no tracer is loaded */
export async function loadedVersion(root: string): Promise<string | null> {
  const folder = join(root, 'sys/module/lttng_tracer');
  if (!existsSync(folder)) return null;
  return (await readFile(join(folder, 'version'), 'utf8').catch(() => '')).trim();
}

/** `build` is a dangling link when the kernel is installed without its headers. */
export const hasHeaders = (root: string, release: string): boolean =>
  existsSync(join(root, 'lib/modules', release, 'build/Makefile'));

/** Compares two kernel releases by their numbers. Positive when the first one is newer. */
export function compareReleases(one: string, other: string): number {
  const [a, b] = [numbersOf(one), numbersOf(other)];
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** `6.12.107+deb13-cloud-amd64`: 6, 12, 107. `6.8.0-45-generic`: 6, 8, 0, 45. Ignores flavours and revisions, which do not order releases. */
const numbersOf = (release: string): number[] =>
  (/^\d+(?:[.-]\d+)*/.exec(release)?.[0] ?? '').split(/[.-]/).map(Number);
