/** A requirement is missing: the exit code of the command line for it. */
const EXIT_MISSING = 3;

/** What set-up could not do, why, and the way out. Printed as it stands by scripts/ct.mjs. */
export class SetupError extends Error {
  /**
   * @param {string} message what happened, and why
   * @param {string} [hint] what to do, best a command to copy
   * @param {number} [exitCode]
   */
  constructor(message, hint, exitCode = EXIT_MISSING) {
    super(message);
    this.hint = hint;
    this.exitCode = exitCode;
  }
}

/**
 * Everything that set-up has to say goes to stderr: stdout belongs to the command line's JSON.
 * @param {string} text
 */
export function say(text) {
  process.stderr.write(`${text}\n`);
}
