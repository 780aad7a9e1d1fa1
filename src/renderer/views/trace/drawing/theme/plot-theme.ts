/** Colour tokens of styles/tokens.css that the drawing uses. */
const TOKENS = {
  view: '--view',
  raised: '--raised',
  line: '--line',
  lineStrong: '--line-strong',
  text: '--text',
  quiet: '--quiet',
  accent: '--accent',
  onAccent: '--on-accent',
  danger: '--danger',
  functionText: '--fn-text',
  running: '--state-run',
  waiting: '--state-wait',
  waitingBack: '--state-wait-back',
  blocked: '--state-block',
  blockedLine: '--state-block-line',
  loss: '--loss',
  lossBack: '--loss-back',
  densityUser: '--density-user',
  densityKernel: '--density-kernel',
  curve: '--curve',
  curveBack: '--curve-back',
  call: '--call',
  grid: '--grid',
} as const;
/** Number of colours of functions: `--fn-0` to `--fn-7`, and `--fn-edge-0` to `--fn-edge-7` for where a call begins. */
export const FUNCTION_COLOURS = 8;

/** An opaque colour: its text for a canvas, and its channels from 0 to 255. */
export interface Colour {
  css: string;
  red: number;
  green: number;
  blue: number;
}

/** The colours and the font of the drawing in one theme. */
export interface PlotTheme extends Record<keyof typeof TOKENS, Colour> {
  functions: readonly Colour[];
  functionEdges: readonly Colour[];
  /** Font families. */
  font: string;
  isDark: boolean;
}

/** Reads `#rrggbb`, and `rgb(…)` as computed styles have it. Throws a RangeError on anything else. */
export function parseColour(text: string): Colour {
  const hex = /^#([0-9a-f]{6})$/i.exec(text.trim())?.[1];
  const channels = /^rgb\((\d{1,3}),\s*(\d{1,3}),\s*(\d{1,3})\)$/.exec(text.trim())?.slice(1).map(Number);
  const [red, green, blue] =
    hex === undefined ? (channels ?? []) : [0, 2, 4].map((at) => Number.parseInt(hex.slice(at, at + 2), 16));
  if (red === undefined || green === undefined || blue === undefined) throw new RangeError(`Not a colour: ${text}`);
  return { css: `rgb(${red}, ${green}, ${blue})`, red, green, blue };
}

/** Makes the theme from the colour of each token. */
export function plotTheme(colourOf: (token: string) => string, font: string): PlotTheme {
  const read = (token: string): Colour => parseColour(colourOf(token));
  const numbered = (name: string): Colour[] =>
    Array.from({ length: FUNCTION_COLOURS }, (_, i) => read(`--${name}-${i}`));
  const colours = Object.fromEntries(Object.entries(TOKENS).map(([name, token]) => [name, read(token)])) as Record<
    keyof typeof TOKENS,
    Colour
  >;
  const isDark = colours.view.red + colours.view.green + colours.view.blue < 384;
  return { ...colours, functions: numbered('fn'), functionEdges: numbered('fn-edge'), font, isDark };
}

/**
 * Reads the theme that applies to an element now. Sets the element's own text colour to each token for a moment, because the value of a
 * custom property is not computed: `light-dark(…)` would stay as it is written. Call it again when the theme changes.
 */
export function readPlotTheme(element: HTMLElement): PlotTheme {
  const before = { color: element.style.color, adjust: element.style.forcedColorAdjust };
  // Colours that the desktop forces would make all tokens the same.
  element.style.forcedColorAdjust = 'none';
  const style = getComputedStyle(element);
  const colourOf = (token: string): string => {
    element.style.color = `var(${token})`;
    return style.color;
  };
  try {
    return plotTheme(colourOf, style.getPropertyValue('--text-font'));
  } finally {
    element.style.color = before.color;
    element.style.forcedColorAdjust = before.adjust;
  }
}
