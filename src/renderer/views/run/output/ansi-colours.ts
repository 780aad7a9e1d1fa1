/** The 16 colours of a terminal; styles/tokens.css has one of each for both themes, readable on both. */
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Rgb = readonly [number, number, number];
/** As xterm has them: what the 256 colours and true colours are nearest to. */
const XTERM: readonly Rgb[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];

/**
 * A colour of anser's as one of the 16: `red`, `bright-red`; undefined for none.
 * @param name `ansi-red`, `ansi-bright-red`, `ansi-palette-123` or `ansi-truecolor`
 * @param trueColour `r, g, b`, for the last
 */
export function colourName(name: string | null, trueColour: string | null): string | undefined {
  if (!name) return undefined;
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette !== undefined) return nearest(ofPalette(Number(palette)));
  if (name !== 'ansi-truecolor') return name.replace('ansi-', '');
  const [red = 0, green = 0, blue = 0] = (trueColour ?? '').split(',').map(Number);
  return nearest([red, green, blue]);
}

/** xterm's 6 × 6 × 6 cube from 16 on, 24 greys from 232 on. */
function ofPalette(index: number): Rgb {
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return [grey, grey, grey];
  }
  const level = (n: number): number => (n === 0 ? 0 : 55 + n * 40);
  const cube = index - 16;
  return [level(Math.floor(cube / 36)), level(Math.floor(cube / 6) % 6), level(cube % 6)];
}

function nearest(colour: Rgb): string {
  const distances = XTERM.map((one) => one.reduce((sum, part, i) => sum + (part - (colour[i] ?? 0)) ** 2, 0));
  const index = distances.indexOf(Math.min(...distances));
  return `${index > 7 ? 'bright-' : ''}${NAMES[index % 8] ?? 'white'}`;
}
