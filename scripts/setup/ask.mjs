import { createInterface } from 'node:readline/promises';

/** A question needs somebody who can read it (stderr) and answer (stdin). */
export function hasTerminal() {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/**
 * @param {string} question
 * @returns {Promise<boolean>} yes only when it was said; the end of input is no
 */
export async function askYesNo(question) {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}

/**
 * @param {string} question
 * @returns {Promise<string>} what was typed; empty at the end of input
 */
export function askWord(question) {
  return ask(`${question} `);
}

async function ask(prompt) {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise((resolve) => terminal.once('close', () => resolve('')));
  // Ctrl+C at a question ends set-up, as it does anywhere else.
  terminal.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
  const answer = await Promise.race([terminal.question(prompt), ended]);
  terminal.close();
  return String(answer).trim();
}
