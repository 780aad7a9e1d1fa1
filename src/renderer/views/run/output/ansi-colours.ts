/** The 16 colours of a terminal. styles/tokens.css defines each for both themes, readable on both. */
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;
type Rgb = readonly [number, number, number];
/** The colours of xterm, used to find the one nearest to a 256-colour or true-colour value. */
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
 * Maps a colour of anser to one of the 16: `red`, `bright-red`; undefined for none.
 * @param name `ansi-red`, `ansi-bright-red`, `ansi-palette-123` or `ansi-truecolor`
 * @param trueColour `r, g, b`, for `ansi-truecolor`
 */
export function colourName(name: string | null, trueColour: string | null): string | undefined {
  if (!name) return undefined;
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  if (palette !== undefined) return nearest(ofPalette(Number(palette)));
  if (name !== 'ansi-truecolor') return name.replace('ansi-', '');
  const [red = 0, green = 0, blue = 0] = (trueColour ?? '').split(',').map(Number);
  return nearest([red, green, blue]);
}

/** xterm's 6 × 6 × 6 cube starts at 16, its 24 greys start at 232. */
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
