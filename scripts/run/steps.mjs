import { say } from '../setup/setup-error.mjs';

/**
 * Runs steps one after the other, names each with its seconds, and stops at the first that fails.
 * @param {{ name: string, run: () => Promise<number | void> }[]} steps each returns an exit code
 * @returns {Promise<number>} 0, or the exit code of the step that failed
 */
export async function runSteps(steps) {
  for (const { name, run } of steps) {
    say(`== ${name}`);
    const startedAtMs = performance.now();
    const code = (await run()) ?? 0;
    const seconds = ((performance.now() - startedAtMs) / 1000).toFixed(1);
    say(`== ${name}: ${code === 0 ? 'passed' : `failed with exit code ${code}`} after ${seconds} s`);
    if (code !== 0) return code;
  }
  return 0;
}
