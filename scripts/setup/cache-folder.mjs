// The folders for downloaded runtimes and base images, and for the record of installed packages.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { SetupError } from './setup-error.mjs';

const NAME = 'containers-trace';

/**
 * Returns HOME, or else the home folder in the user's passwd(5) entry.
 * @throws {SetupError} if there is neither, for example for the user id of a container
 */
export function homeFolder() {
  try {
    return homedir();
  } catch {
    throw new SetupError(
      'HOME is not set, and this user id has no entry in /etc/passwd.',
      'Set HOME to a folder that you can write to.',
    );
  }
}

/**
 * Returns the cache folder. For tests that run as root it is a folder that all users can read, because they start
 * Electron as a plain user, who cannot read root's home (0700).
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
 * Returns the folder for set-up's records. It is outside the cache, because uninstall reads it after removing the cache.
 * @param {Record<string, string | undefined>} env
 */
export function stateFolder(env, home = homeFolder()) {
  return path.join(absolute(env.XDG_STATE_HOME) ?? path.join(home, '.local', 'state'), NAME);
}

/** The XDG base directory specification requires that relative paths are ignored. */
function absolute(folder) {
  return folder && path.isAbsolute(folder) ? folder : undefined;
}

/** @returns {string} the cache folder that scripts/ct.mjs chose for this run; created if it does not exist */
export function openCache() {
  const folder = process.env.CONTAINERS_TRACE_CACHE;
  if (!folder) throw new Error('CONTAINERS_TRACE_CACHE is not set. scripts/ct.mjs sets it before any task runs.');
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}
