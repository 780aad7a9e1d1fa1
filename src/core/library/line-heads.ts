/** Longer than the parsed part of any line: the contexts of an event, or a complete fork event. */
export const MOST_LINE_CHARS = 65_536;

/** @param isCut whether the line is longer than its head */
type OnLine = (line: string, isCut: boolean) => void;

/**
 * Splits text that comes in pieces into lines, and passes on the head of each line. Skips the rest of a longer line, so the
 * memory is bounded and the time is proportional to the length.
 */
export class LineHeads {
  #head = '';
  #isCut = false;

  constructor(private readonly onLine: OnLine) {}

  add(piece: string): void {
    let at = 0;
    for (let end = piece.indexOf('\n'); end >= 0; end = piece.indexOf('\n', at)) {
      if (this.#head === '' && !this.#isCut) this.#emit(piece, at, end);
      else {
        this.#keep(piece, at, end);
        this.end();
      }
      at = end + 1;
    }
    this.#keep(piece, at, piece.length);
  }

  /** Whether the current line is already longer than its head. */
  get isInLongLine(): boolean {
    return this.#isCut;
  }

  /** Emits the last line, which may lack a line end. */
  end(): void {
    if (this.#head !== '' || this.#isCut) this.onLine(this.#head, this.#isCut);
    this.#head = '';
    this.#isCut = false;
  }

  #emit(text: string, at: number, end: number): void {
    this.onLine(text.slice(at, Math.min(end, at + MOST_LINE_CHARS)), end - at > MOST_LINE_CHARS);
  }

  #keep(piece: string, at: number, end: number): void {
    const room = MOST_LINE_CHARS - this.#head.length;
    if (end - at > room) this.#isCut = true;
    if (room > 0 && end > at) this.#head += piece.slice(at, Math.min(end, at + room));
  }
}
