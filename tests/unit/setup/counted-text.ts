import type { ScannedText } from '@reader/schema/tsdl/tokens';

/** A text that counts how many of its characters were looked at, so that work is compared and not time. */
export class CountedText implements ScannedText {
  looked = 0;

  constructor(private readonly text: string) {}

  get length(): number {
    return this.text.length;
  }

  charCodeAt(at: number): number {
    this.looked += 1;
    return this.text.charCodeAt(at);
  }

  slice(from?: number, to?: number): string {
    const part = this.text.slice(from, to);
    this.looked += part.length;
    return part;
  }

  indexOf(mark: string, from = 0): number {
    const found = this.text.indexOf(mark, from);
    this.looked += (found < 0 ? this.text.length : found + mark.length) - from;
    return found;
  }

  startsWith(mark: string, at?: number): boolean {
    this.looked += mark.length;
    return this.text.startsWith(mark, at);
  }
}

/** How often each character of a text is looked at by a reader, for the text repeated so often. */
export function workPerCharacter(read: (text: ScannedText) => unknown, text: string): number {
  const counted = new CountedText(text);
  read(counted);
  return counted.looked / Math.max(1, text.length);
}
