import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { say } from '../setup/setup-error.mjs';

/** A shell's exit code for signal n is this plus n. */
const SIGNALLED = 128;

/** @typedef {{ name: string, run: (stdio?: import('node:child_process').StdioOptions) => Promise<number | void> }} Step */

/**
 * Runs steps one after the other, names each with its seconds, and stops at the first that fails.
 * @param {Step[]} steps each returns an exit code
 * @returns {Promise<number>} 0, or the exit code of the step that failed
 */
export async function runSteps(steps) {
  for (const step of steps) {
    const code = await runStep(step);
    if (code !== 0) return code;
  }
  return 0;
}

async function runStep({ name, run }) {
  say(`== ${name}`);
  const startedAtMs = performance.now();
  const code = (await run()) ?? 0;
  const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
  say(`== ${name}: ${code === 0 ? 'passed' : `failed with exit code ${code}`} after ${seconds} s`);
  return code;
}

/**
 * A step that runs others one after the other, and one beside them. All run, even if one fails, so that one run shows every
 * failure. The output of the one beside follows when all have ended.
 * @param {Step[]} shown print as they run
 * @param {Step} beside writes to the stdio it is given
 * @returns {Step}
 */
export function together(shown, beside) {
  return { name: [...shown, beside].map(({ name }) => name).join('; '), run: () => runBoth(shown, beside) };
}

async function runBoth(shown, beside) {
  const folder = mkdtempSync(path.join(tmpdir(), 'containers-trace-output-'));
  const file = path.join(folder, 'output');
  const output = openSync(file, 'a');
  try {
    const results = await Promise.allSettled([
      runAll(shown),
      runStep({ name: beside.name, run: () => beside.run(['ignore', output, output]) }),
    ]);
    process.stdout.write(readFileSync(file));
    const failed = results.find(({ status }) => status === 'rejected');
    if (failed) throw failed.reason;
    return results.map(({ value }) => value).find((code) => code !== 0) ?? 0;
  } finally {
    closeSync(output);
    rmSync(folder, { recursive: true });
  }
}

/**
 * Runs steps one after the other, also after one that fails, but not after one that a signal ended, such as Ctrl+C.
 * @param {Step[]} steps
 * @returns {Promise<number>} 0, or the exit code of the first step that failed
 */
export async function runAll(steps) {
  let first = 0;
  for (const step of steps) {
    const code = await runStep(step);
    first ||= code;
    if (code > SIGNALLED) break;
  }
  return first;
}
