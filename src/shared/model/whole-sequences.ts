/** A sequence that has begun and may go on in the next piece; ECMA-48's CSI and strings in both forms, a return, ESC alone. */
const BEGUN =
  /(?:\u001b(?:\[[0-?]*[ -/]*|[\]PX^_][^\u0007\u001b\u009c]*\u001b?|[ -/]*)|\u009b[0-?]*[ -/]*|[\u009d\u0090\u0098\u009e\u009f][^\u0007\u001b\u009c]*\u001b?|\r)$/;
/** No sequence worth waiting for is longer; what is, is passed on cut. */
const LONGEST_CHARS = 4096;

/** Joins what pipes cut: hands over pieces of a stream such that no control sequence is spread over two of them. */
export class WholeSequences {
  #held = '';

  /** @returns what is whole; empty when nothing is */
  push(piece: string): string {
    const text = this.#held + piece;
    const tail = text.slice(-LONGEST_CHARS);
    const begun = BEGUN.exec(tail);
    const length = begun && (begun.index > 0 || text.length < LONGEST_CHARS) ? begun[0].length : 0;
    this.#held = length ? text.slice(-length) : '';
    return length ? text.slice(0, -length) : text;
  }

  /** What was held back, at the end of the stream. */
  rest(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}
