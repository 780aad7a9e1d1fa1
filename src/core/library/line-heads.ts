/** Longer than what is read of any line: the contexts of an event, or the whole of a fork. */
export const MOST_LINE_CHARS = 65_536;

/** @param isCut the line is longer than this head of it */
type OnLine = (line: string, isCut: boolean) => void;

/**
 * Splits text into lines as it comes, whatever the borders of its pieces, and hands over the head of each. What is behind the
 * head of a line of any length is passed over: neither memory nor work grows with more than the length.
 */
export class LineHeads {
  #head = '';
  #isCut = false;

  constructor(private readonly onLine: OnLine) {}

  add(piece: string): void {
    let at = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
      if (this.#head === '' && !this.#isCut) this.#tell(piece, at, end);
      else {
        this.#keep(piece, at, end);
        this.end();
      }
      at = end + 1;
    }
    this.#keep(piece, at, piece.length);
  }

  /** Whether the line that is not at its end yet is longer than what is kept of it. */
  get isInLongLine(): boolean {
    return this.#isCut;
  }

  /** The last line has no line end behind it. */
  end(): void {
    if (this.#head !== '' || this.#isCut) this.onLine(this.#head, this.#isCut);
    this.#head = '';
    this.#isCut = false;
  }

  #tell(text: string, at: number, end: number): void {
    this.onLine(text.slice(at, Math.min(end, at + MOST_LINE_CHARS)), end - at > MOST_LINE_CHARS);
  }

  #keep(piece: string, at: number, end: number): void {
    const room = MOST_LINE_CHARS - this.#head.length;
    if (end - at > room) this.#isCut = true;
    if (room > 0 && end > at) this.#head += piece.slice(at, Math.min(end, at + room));
  }
}
