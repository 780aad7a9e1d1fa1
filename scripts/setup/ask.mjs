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
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const ended = new Promise((resolve) => terminal.once('close', () => resolve('')));
  const answer = await Promise.race([terminal.question(`${question} [y/N] `), ended]);
  terminal.close();
  return /^y(es)?$/i.test(String(answer).trim());
}
