// Finds the missing library when Electron crashes before its window opens.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { packagesOf } from '../setup/shared-libraries.mjs';

/** The signals that end a program after a failed assertion or an invalid memory access. */
const CRASHES = ['SIGTRAP', 'SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS'];
/** A crash after this time is not a crash at start. */
const START_LIMIT_MS = 15_000;
const SECOND_START_LIMIT_MS = 20_000;

/**
 * Returns the message for a crash at start.
 * @param {{ code: number, afterMs: number }} end the exit code, 128 + n for signal n
 * @param {() => string[]} unfound returns the libraries that were not found; called only after a crash
 * @returns {string | undefined} undefined if this was not a crash at start
 */
export function deathAtStart({ code, afterMs }, unfound) {
  const signal = CRASHES.find((name) => code === 128 + constants.signals[name]);
  if (!signal || afterMs > START_LIMIT_MS) return undefined;
  const last = unfound().pop();
  if (last === undefined) {
    return [
      `Electron crashed with ${signal} before its window opened. No library is missing.`,
      "Electron's message is above. For more messages: npm start -- --enable-logging=stderr --v=1",
    ].join('\n');
  }
  const packages = packagesOf(last);
  const owner = packages ? `the package ${packages.join(' or ')}` : 'the package that contains it';
  return [
    `Electron crashed with ${signal} before its window opened. The last library that it did not find is ${last}.`,
    `Install ${owner}, then try again. Electron's message, if any, is above.`,
  ].join('\n');
}

/**
 * Starts the program again with debug output of the dynamic linker, ld.so(8), for its first process.
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} the libraries that were not found, in search order
 */
export function watchLinker(file, args, env) {
  const folder = mkdtempSync(path.join(tmpdir(), 'containers-trace-start-'));
  try {
    const { pid } = spawnSync(file, args, {
      env: { ...env, LD_DEBUG: 'libs', LD_DEBUG_OUTPUT: path.join(folder, 'ld') },
      stdio: 'ignore',
      timeout: SECOND_START_LIMIT_MS,
    });
    const log = `ld.${pid}`;
    return readdirSync(folder).includes(log) ? unfoundIn(readFileSync(path.join(folder, log), 'utf8')) : [];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Returns the libraries that the linker searched for but did not initialize.
 * @param {string} log output of LD_DEBUG=libs
 * @returns {string[]} names, without repeats
 */
export function unfoundIn(log) {
  const found = new Set([...log.matchAll(/calling init: (\S+)/g)].map((match) => path.basename(match[1])));
  const searched = new Set([...log.matchAll(/find library=(\S+)/g)].map((match) => match[1]));
  return [...searched].filter((name) => !found.has(name));
}
