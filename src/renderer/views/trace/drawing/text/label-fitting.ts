/** A shorter rest of a name does not tell what it is. */
const LEAST_LETTERS = 4;
const ELLIPSIS = '…';
const MOST_TEXTS = 20_000;

/** Measures texts of one font, and remembers what it measured. Widths are CSS pixels. */
export class LabelFitting {
  readonly #widths = new Map<string, number>();
  readonly #cuts = new Map<string, string | null>();

  constructor(readonly measure: (text: string) => number) {}

  width(text: string): number {
    const known = this.#widths.get(text);
    if (known !== undefined) return known;
    const width = this.measure(text);
    if (this.#widths.size >= MOST_TEXTS) this.#widths.clear();
    this.#widths.set(text, width);
    return width;
  }

  /** The text, or its begin with an ellipsis, so that it fits; null if there is no room for four letters and an ellipsis. */
  fit(text: string, room: number): string | null {
    if (text === '') return null;
    if (this.width(text) <= room) return text;
    const key = `${Math.floor(room)} ${text}`;
    const known = this.#cuts.get(key);
    if (known !== undefined) return known;
    const cut = this.#cut(text, Math.floor(room));
    if (this.#cuts.size >= MOST_TEXTS) this.#cuts.clear();
    this.#cuts.set(key, cut);
    return cut;
  }

  #cut(text: string, room: number): string | null {
    const letters = [...text];
    let low = 0;
    let high = letters.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (this.measure(letters.slice(0, middle).join('') + ELLIPSIS) <= room) low = middle;
      else high = middle - 1;
    }
    return low >= LEAST_LETTERS ? letters.slice(0, low).join('') + ELLIPSIS : null;
  }
}
