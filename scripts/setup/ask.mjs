import { createInterface } from 'node:readline/promises';

/** Whether a user can read a question (stderr) and answer it (stdin). */
export function hasTerminal() {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * @param {string} question
 * @returns {Promise<boolean>} true only for "y" or "yes"; the end of input counts as no
 */
export async function askYesNo(question) {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}

/**
 * @param {string} question
 * @returns {Promise<string>} the typed answer; empty at the end of input
 */
export function askWord(question) {
  return ask(`${question} `);
}

async function ask(prompt) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise((resolve) => terminal.once('close', () => resolve('')));
  // Ctrl+C at a question ends set-up, as everywhere else.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const answer = await Promise.race([terminal.question(prompt), ended]);
  terminal.close();
  return String(answer).trim();
}
