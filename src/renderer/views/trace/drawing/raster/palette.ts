import type { Colour, PlotTheme } from '../theme/plot-theme';
import { type HatchKind, hatchPixels } from './hatch';
import { blend, type Pixel, pixelOf } from './pixel';

/** How much of the view's colour covers a call while its thread did not run. */
const WASH = { light: 0.52, dark: 0.42 } as const;
/** A merged piece of calls is at least this opaque, however little of its time is covered: short calls stay in sight. */
const LEAST_OPACITY = 0.5;
/** How many opacities of merged pieces differ; the last one is opaque. */
const OPACITIES = 16;
const RUNNING_AREA = 0.5;
const RUNNING_ON_CPU = 0.55;

/** Pixels of a theme at a pixel ratio. */
export interface Palette {
  view: Pixel;
  raised: Pixel;
  line: Pixel;
  lineStrong: Pixel;
  grid: Pixel;
  text: Pixel;
  accent: Pixel;
  call: Pixel;
  running: Pixel;
  waiting: Pixel;
  blocked: Pixel;
  blockedLine: Pixel;
  /** Running threads of a container, on its ground. */
  runningArea: Pixel;
  cpuBusy: Pixel;
  curve: Pixel;
  curveBack: Pixel;
  loss: Pixel;
  /** See `callPixels`. */
  calls: Int32Array;
  washed: Int32Array;
  edges: Int32Array;
  hatches: Record<HatchKind, Int32Array>;
}

const palettes = new WeakMap<PlotTheme, Map<number, Palette>>();

export function paletteOf(theme: PlotTheme, pixelRatio: number): Palette {
  const known = palettes.get(theme) ?? new Map<number, Palette>();
  palettes.set(theme, known);
  const palette = known.get(pixelRatio) ?? makePalette(theme, pixelRatio);
  known.set(pixelRatio, palette);
  return palette;
}

/** The colour of a call while its thread did not run. */
export function washedColour(theme: PlotTheme, colour: Colour): Pixel {
  return blend(pixelOf(theme.view), pixelOf(colour), theme.isDark ? WASH.dark : WASH.light);
}

/** The colours of functions in each opacity on the view: at `opacity * FUNCTION_COLOURS + colour`. */
function callPixels(view: Pixel, colours: readonly Pixel[]): Int32Array {
  const pixels = new Int32Array(OPACITIES * colours.length);
  for (let step = 0; step < OPACITIES; step += 1) {
    const opacity = LEAST_OPACITY + ((1 - LEAST_OPACITY) * step) / (OPACITIES - 1);
    for (const [at, colour] of colours.entries()) pixels[step * colours.length + at] = blend(colour, view, opacity);
  }
  return pixels;
}

function makePalette(theme: PlotTheme, pixelRatio: number): Palette {
  const [view, raised, running, blocked, loss] = [
    theme.view,
    theme.raised,
    theme.running,
    theme.blocked,
    theme.loss,
  ].map(pixelOf) as [Pixel, Pixel, Pixel, Pixel, Pixel];
  const lossBack = pixelOf(theme.lossBack);
  return {
    view,
    raised,
    line: pixelOf(theme.line),
    lineStrong: pixelOf(theme.lineStrong),
    grid: pixelOf(theme.grid),
    text: pixelOf(theme.text),
    accent: pixelOf(theme.accent),
    call: pixelOf(theme.call),
    running,
    waiting: pixelOf(theme.waiting),
    blocked,
    blockedLine: pixelOf(theme.blockedLine),
    runningArea: blend(running, raised, RUNNING_AREA),
    cpuBusy: blend(running, blocked, RUNNING_ON_CPU),
    curve: pixelOf(theme.curve),
    curveBack: pixelOf(theme.curveBack),
    loss,
    calls: callPixels(view, theme.functions.map(pixelOf)),
    washed: callPixels(
      view,
      theme.functions.map((colour) => washedColour(theme, colour)),
    ),
    edges: Int32Array.from(theme.functionEdges, pixelOf),
    hatches: {
      waiting: hatchPixels('waiting', pixelOf(theme.waiting), pixelOf(theme.waitingBack), pixelRatio),
      loss: hatchPixels('loss', loss, lossBack, pixelRatio),
      smallLoss: hatchPixels('smallLoss', loss, lossBack, pixelRatio),
    },
  };
}
