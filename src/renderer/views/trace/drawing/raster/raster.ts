import type { Pixel } from './pixel';

/** Pixels of a canvas. All positions are device pixels; what is outside is cut off. */
export class Raster {
  readonly image: Uint8ClampedArray<ArrayBuffer>;
  readonly pixels: Int32Array;
  /** Nothing is drawn above this line, or from `clipBottom` on. */
  clipTop = 0;
  clipBottom: number;
  /** Where a pattern that differs from line to line is below: from left to right, without overlaps. */
  patterned: readonly (readonly [number, number])[] = [];

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.image = new Uint8ClampedArray(width * height * 4);
    this.pixels = new Int32Array(this.image.buffer);
    this.clipBottom = height;
  }

  rect(left: number, top: number, right: number, bottom: number, pixel: Pixel): void {
    const x0 = Math.max(0, left);
    const x1 = Math.min(this.width, right);
    if (x1 <= x0) return;
    const end = Math.min(this.clipBottom, bottom);
    for (let y = Math.max(this.clipTop, top); y < end; y += 1) {
      this.pixels.fill(pixel, y * this.width + x0, y * this.width + x1);
    }
  }

  /** Fills with the pixels of a hatch (see `hatchPixels`). */
  hatch(left: number, top: number, right: number, bottom: number, hatch: Int32Array): void {
    const { pixels, width } = this;
    const x0 = Math.max(0, left);
    const x1 = Math.min(width, right);
    const end = Math.min(this.clipBottom, bottom);
    for (let y = Math.max(this.clipTop, top); y < end; y += 1) {
      for (let x = x0; x < x1; x += 1) pixels[y * width + x] = hatch[(x + y) % hatch.length] ?? 0;
    }
  }

  /**
   * Draws one line of pixels on each line from `top` to `bottom`. Transparent pixels of the line change nothing. What is below has to be
   * the same on all these lines, except where the raster is `patterned`: elsewhere the first line is copied, which is much faster.
   */
  repeatLine(line: Int32Array, left: number, right: number, top: number, bottom: number): void {
    const first = Math.max(this.clipTop, top);
    const end = Math.min(this.clipBottom, bottom);
    const x1 = Math.min(this.width, right);
    let x0 = Math.max(0, left);
    if (end <= first) return;
    for (const [from, to] of this.patterned) {
      if (to <= x0 || from >= x1) continue;
      this.#copyLine(line, x0, from, first, end);
      const inside = Math.max(x0, from);
      x0 = Math.min(x1, to);
      for (let y = first; y < end; y += 1) this.#overlay(line, inside, x0, y);
    }
    this.#copyLine(line, x0, x1, first, end);
  }

  #copyLine(line: Int32Array, x0: number, x1: number, first: number, end: number): void {
    if (x1 <= x0) return;
    this.#overlay(line, x0, x1, first);
    const start = first * this.width;
    for (let y = first + 1; y < end; y += 1) {
      this.pixels.copyWithin(y * this.width + x0, start + x0, start + x1);
    }
  }

  #overlay(line: Int32Array, x0: number, x1: number, y: number): void {
    const { pixels } = this;
    const start = y * this.width;
    for (let x = x0; x < x1; x += 1) {
      const pixel = line[x] ?? 0;
      if (pixel !== 0) pixels[start + x] = pixel;
    }
  }

  /** Replaces whole lines by one line. */
  fillLines(line: Int32Array, top: number, bottom: number): void {
    const end = Math.min(this.clipBottom, bottom);
    for (let y = Math.max(this.clipTop, top); y < end; y += 1) this.pixels.set(line, y * this.width);
  }
}
