/** An incomplete sequence that may continue in the next piece: ECMA-48's CSI and strings in both forms, a return, a single ESC. */
const INCOMPLETE =
  /(?:\u001b(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001b\u009c]*\u001b?|[ -/]*)|\u009b[0-?]*[ -/]*|[\u009d\u0090\u0098\u009e\u009f][^\u0007\u001b\u009c]*\u001b?|\r)$/;
/** A longer incomplete sequence is passed on without its end. */
const LONGEST_CHARS = 4096;

/** Splits a stream into pieces such that no control sequence is split, since the pieces of a pipe can end anywhere. */
export class WholeSequences {
  #pending = '';

  /** @returns the complete text so far; may be empty */
  push(piece: string): string {
    const text = this.#pending + piece;
    const tail = text.slice(-LONGEST_CHARS);
    const incomplete = INCOMPLETE.exec(tail);
    const length = incomplete && (incomplete.index > 0 || text.length < LONGEST_CHARS) ? incomplete[0].length : 0;
    this.#pending = length ? text.slice(-length) : '';
    return length ? text.slice(0, -length) : text;
  }

  /** The incomplete rest, at the end of the stream. */
  rest(): string {
    const rest = this.#pending;
    this.#pending = '';
    return rest;
  }
}
