// A window that dies while it starts: which library did Electron look for in vain?
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import path from 'node:path';
import { packagesOf } from '../setup/shared-libraries.mjs';

/** What ends a program that fails a check of its own or touches memory that is not its own. */
const CRASHES = ['SIGTRAP', 'SIGSEGV', 'SIGABRT', 'SIGILL', 'SIGBUS'];
/** A window that was open for longer did not die at its start. */
const START_LIMIT_MS = 15_000;
const SECOND_START_LIMIT_MS = 20_000;

/**
 * What to say of a start that ended.
 * @param {{ code: number, afterMs: number }} end the exit code, 128 + n for signal n
 * @param {() => string[]} unfound names the libraries that were looked for in vain; called only after a crash
 * @returns {string | undefined} undefined when this was no crash of the start
 */
export function deathAtStart({ code, afterMs }, unfound) {
  const signal = CRASHES.find((name) => code === 128 + constants.signals[name]);
  if (!signal || afterMs > START_LIMIT_MS) return undefined;
  const last = unfound().pop();
  if (last === undefined) {
    return [
      `Electron was ended by ${signal} before its window opened. No library is missing.`,
      "Electron's own message is above. To see more of it: npm start -- --enable-logging=stderr --v=1",
    ].join('\n');
  }
  const packages = packagesOf(last);
  const owner = packages ? `the package ${packages.join(' or ')}` : 'the package that holds it';
  return [
    `Electron was ended by ${signal} before its window opened. The last library that it did not find is ${last}.`,
    `Install ${owner}, then try again. Electron's own message, if it printed one, is above.`,
  ].join('\n');
}

/**
 * Starts the program again and watches the dynamic linker, ld.so(8), of its first process.
 * @param {string} file
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]} the libraries that were not found, in the order in which they were looked for
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
 * A library that is found is initialized.
 * @param {string} log what LD_DEBUG=libs prints
 * @returns {string[]} names, without repeats
 */
export function unfoundIn(log) {
  const found = new Set([...log.matchAll(/calling init: (\S+)/g)].map((match) => path.basename(match[1])));
  const searched = new Set([...log.matchAll(/find library=(\S+)/g)].map((match) => match[1]));
  return [...searched].filter((name) => !found.has(name));
}
