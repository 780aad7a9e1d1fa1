import { accessSync, constants, statSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { findProgram } from '../engines/find-program';
import { passesArguments } from './passes-arguments';
import { viewerVersion } from './viewer-version';

/** Trace Compass on this machine. */
export interface FoundViewer {
  /** Absolute path of the program. */
  path: string;
  /** Null when its files do not contain the version. */
  version: string | null;
}

export interface ViewerPlaces {
  env: Record<string, string | undefined>;
  home: string;
  /** `/`, except in tests. */
  root: string;
}

const NAMES = ['tracecompass', 'trace-compass'];

export type ViewerFinding =
  | { found: FoundViewer; source: 'setting' | 'found' }
  | { found: undefined /** The path in the settings, when it is not a usable program. */; broken: string | null };

/**
 * Finds Trace Compass by the settings, or searches for it without a setting.
 * @param chosen the path in the settings; no other program is used when it does not work, since the user selected it
 */
export async function viewerOf(places: ViewerPlaces, chosen: string | null): Promise<ViewerFinding> {
  if (chosen === null) {
    const found = await findViewer(places);
    return found ? { found, source: 'found' } : { found: undefined, broken: null };
  }
  if (!isProgram(chosen)) return { found: undefined, broken: chosen };
  return { found: { path: chosen, version: await viewerVersion(chosen) }, source: 'setting' };
}

/**
 * Searches for Trace Compass on PATH, in the usual installation folders and in the desktop menu. Starts no program.
 * @returns undefined when it is not found
 */
export async function findViewer(places: ViewerPlaces): Promise<FoundViewer | undefined> {
  const installed = [
    ...NAMES.map((name) => findProgram(name, places.env)),
    join(places.root, 'opt/trace-compass/tracecompass'),
    join(places.root, 'opt/tracecompass/tracecompass'),
    join(places.home, 'trace-compass/tracecompass'),
    join(places.home, 'tracecompass/tracecompass'),
    join(places.root, 'usr/bin/tracecompass'),
  ].find((path) => path !== undefined && isProgram(path) && passesArguments(path));
  const path = installed ?? (await fromDesktopEntries(places));
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

/** Desktop entry specification: `Exec=` starts with the program, which may be quoted. */
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
      if (path && isProgram(path) && passesArguments(path)) return path;
    }
  }
  return undefined;
}
