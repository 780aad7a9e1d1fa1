import type { Colour } from '../theme/plot-theme';

/**
 * An opaque colour as a pixel of an ImageData that is read as signed 32-bit numbers, which are faster than unsigned ones. 0 is transparent. The order of the bytes is that of
 * little-endian machines, which all machines are that Electron runs on.
 */
export type Pixel = number;

export function pixelOf({ red, green, blue }: Colour): Pixel {
  return packed(red, green, blue);
}

/** Puts `share` (0 to 1) of a pixel over another one. */
export function blend(over: Pixel, under: Pixel, share: number): Pixel {
  const keep = 1 - share;
  return packed(
    (over & 0xff) * share + (under & 0xff) * keep + 0.5,
    ((over >>> 8) & 0xff) * share + ((under >>> 8) & 0xff) * keep + 0.5,
    ((over >>> 16) & 0xff) * share + ((under >>> 16) & 0xff) * keep + 0.5,
  );
}

function packed(red: number, green: number, blue: number): Pixel {
  return 0xff000000 | (blue << 16) | (green << 8) | red;
}
