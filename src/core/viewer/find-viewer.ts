import { accessSync, constants, realpathSync, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { findProgram } from '../engines/find-program';

/** Trace Compass on this machine. */
export interface FoundViewer {
  /** Absolute path of the program. */
  path: string;
  /** Null where its files do not tell. */
  version: string | null;
}

export interface ViewerPlaces {
  env: Record<string, string | undefined>;
  home: string;
  /** `/` but in tests. */
  root: string;
}

const NAMES = ['tracecompass', 'trace-compass'];

/**
 * Looks for Trace Compass on PATH, where its archive is usually unpacked, and in the desktop's menu. Starts nothing.
 * @returns undefined when it is nowhere
 */
export async function findViewer(places: ViewerPlaces): Promise<FoundViewer | undefined> {
  const usual = [
    ...NAMES.map((name) => findProgram(name, places.env)),
    join(places.root, 'opt/trace-compass/tracecompass'),
    join(places.root, 'opt/tracecompass/tracecompass'),
    join(places.home, 'trace-compass/tracecompass'),
    join(places.home, 'tracecompass/tracecompass'),
    join(places.root, 'usr/bin/tracecompass'),
  ].find((path) => path !== undefined && isProgram(path));
  const path = usual ?? (await fromDesktopEntries(places));
  return path === undefined ? undefined : { path, version: await viewerVersion(path) };
}

export function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The version by the files beside the program: an Eclipse product names it in its features' folders, its own or, in
 * Debian's package, below /usr/lib; `.eclipseproduct` is the platform's where both are there.
 */
export async function viewerVersion(program: string): Promise<string | null> {
  const folder = dirname(realOf(program));
  for (const home of [folder, join(folder, '../lib/tracecompass'), join(folder, '../share/tracecompass')]) {
    const names = await readdir(join(home, 'features')).catch(() => []);
    const feature = names
      .map((name) => /^org\.eclipse\.tracecompass\.rcp_(\d+\.\d+\.\d+)/.exec(name)?.[1])
      .find(Boolean);
    if (feature) return feature;
  }
  const product = await readFile(join(folder, '.eclipseproduct'), 'utf8').catch(() => '');
  return /^id=.*tracecompass/m.test(product) ? (/^version=(\d+(?:\.\d+)+)/m.exec(product)?.[1] ?? null) : null;
}

function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // it went away meanwhile
  }
}

/** By the desktop entry specification: `Exec=` names the program, its first word may be quoted. */
async function fromDesktopEntries({ env, home, root }: ViewerPlaces): Promise<string | undefined> {
  const own = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const shared = (env['XDG_DATA_DIRS'] || `${join(root, 'usr/local/share')}:${join(root, 'usr/share')}`).split(':');
  for (const folder of [own, ...shared].filter(isAbsolute)) {
    const entries = await readdir(join(folder, 'applications')).catch(() => []);
    for (const entry of entries.filter((name) => /trace-?compass.*\.desktop$/i.test(name))) {
      const text = await readFile(join(folder, 'applications', entry), 'utf8').catch(() => '');
      const [, quoted, plain] = /^Exec=(?:"([^"]+)"|(\S+))/m.exec(text) ?? [];
      const program = quoted ?? plain;
      if (!program) continue;
      const path = isAbsolute(program) ? program : findProgram(basename(program), env);
      if (path && isProgram(path)) return path;
    }
  }
  return undefined;
}
