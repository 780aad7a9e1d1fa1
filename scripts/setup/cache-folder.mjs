// Where fetched runtimes and base images are kept, and where set-up remembers what it installed.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

const NAME = 'containers-trace';

/**
 * HOME, else the folder of the user's entry in passwd(5).
 * @throws {SetupError} where there is neither, as for the user id of a container
 */
export function homeFolder() {
  try {
    return homedir();
  } catch {
    throw new SetupError(
      'HOME is not set, and this user id has no entry in /etc/passwd',
      'Set HOME to a folder that you can write to.',
    );
  }
}

/**
 * The cache folder. Tests that run as root start Electron as a plain user, who cannot read root's home (0700): there
 * it is a folder that everybody can read.
 * @param {Record<string, string | undefined>} env
 * @param {{ root: boolean, forTests: boolean, home?: string }} who
 * @returns {string}
 */
export function cacheFolder(env, { root, forTests, home = homeFolder() }) {
  if (env.CONTAINERS_TRACE_CACHE) return path.resolve(env.CONTAINERS_TRACE_CACHE);
  if (root && forTests) return path.join('/var/cache', NAME);
  return path.join(absolute(env.XDG_CACHE_HOME) ?? path.join(home, '.cache'), NAME);
}

/**
 * Set-up's own memory. It is not in the cache, since uninstall needs it after the cache is gone.
 * @param {Record<string, string | undefined>} env
 */
export function stateFolder(env, home = homeFolder()) {
  return path.join(absolute(env.XDG_STATE_HOME) ?? path.join(home, '.local', 'state'), NAME);
}

/** The XDG base directory specification says that a relative path is to be ignored. */
function absolute(folder) {
  return folder && path.isAbsolute(folder) ? folder : undefined;
}

/** @returns {string} the cache folder that scripts/ct.mjs chose for this run, made when it is not there */
export function openCache() {
  const folder = process.env.CONTAINERS_TRACE_CACHE;
  if (!folder) throw new Error('CONTAINERS_TRACE_CACHE is set by scripts/ct.mjs before any task runs');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
