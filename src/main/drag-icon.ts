import { type NativeImage, nativeImage } from 'electron';

const SIZE = 48;
type Colour = readonly [blue: number, green: number, red: number];
const PAPER: Colour = [255, 255, 255];
const EDGE: Colour = [107, 91, 82];
const BAR: Colour = [196, 111, 47];

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/**
 * Draws the icon at the pointer during a drag: a sheet with bars, or a stack of up to three sheets. Electron
 * rejects a drag without an icon, and an image file has another path in each kind of installation.
 */
export function dragIcon(count: number): NativeImage {
  const pixels = Buffer.alloc(SIZE * SIZE * 4);
  const fill = ({ left, top, right, bottom }: Box, colour: Colour): void => {
    for (let y = top; y < bottom; y += 1)
      for (let x = left; x < right; x += 1) pixels.set([...colour, 255], (y * SIZE + x) * 4);
  };
  const sheets = Math.min(count, 3);
  for (let n = sheets - 1; n >= 0; n -= 1) {
    const left = 6 + n * 5;
    const top = 12 - n * 5;
    fill({ left, top, right: left + 28, bottom: top + 34 }, EDGE);
    fill({ left: left + 1, top: top + 1, right: left + 27, bottom: top + 33 }, PAPER);
  }
  for (const [n, [from, to]] of (
    [
      [4, 14],
      [10, 22],
      [7, 12],
      [14, 24],
    ] as const
  ).entries())
    fill({ left: 6 + from, top: 19 + n * 6, right: 6 + to, bottom: 22 + n * 6 }, BAR);
  return nativeImage.createFromBitmap(pixels, { width: SIZE, height: SIZE });
}
