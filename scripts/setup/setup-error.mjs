/** The command line's exit code for a missing requirement. */
const EXIT_MISSING = 3;

/** An error of set-up. scripts/ct.mjs prints message and hint unchanged. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened, and why
   * @param {string} [hint] what to do, preferably a command to copy
   * @param {number} [exitCode]
   */
  constructor(message, hint, exitCode = EXIT_MISSING) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/**
 * Prints a message of set-up to stderr, since stdout is for the command line's JSON.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
