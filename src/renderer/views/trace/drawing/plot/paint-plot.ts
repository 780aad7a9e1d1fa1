import type { Picture } from '@shared/trace-view/picture';
import { axisTicks, majorTimes } from '../axis/axis-steps';
import { LanePieces, type TimeScale } from '../picture/lane-pieces';
import { type Palette, paletteOf } from '../raster/palette';
import { Raster } from '../raster/raster';
import { groundLine, lossBands, lossesOf, paintLosses } from '../rows/paint-ground';
import { paintRow } from '../rows/paint-row';
import type { RowInk } from '../rows/row-ink';
import type { Labels } from '../text/labels';
import type { PlotRow, PlotScene } from './plot-scene';
import type { VisibleBand } from './visible-bands';

/** Nothing is known yet: rows and losses are drawn, and no spans. */
const EMPTY_PICTURE: Picture = {
  fromNs: 0,
  toNs: 1,
  columns: 1,
  lanes: { row: new Uint32Array(), kind: new Uint8Array(), depth: new Uint16Array(), first: new Uint32Array([0]) },
  spans: {
    beginNs: new Float64Array(),
    endNs: new Float64Array(),
    value: new Uint32Array(),
    part: new Uint8Array(),
    ends: new Uint8Array(),
  },
  functions: [],
  syscalls: [],
  curves: [],
};

/** Draws the pixels of the plot, and collects its labels. Keeps its buffers as long as the size stays the same. */
export class PlotPainter {
  #raster = new Raster(1, 1);
  #pieces = new LanePieces(1);
  #line = new Int32Array(1);
  #secondLine = new Int32Array(1);
  #notRunning = new Uint8Array(1);

  constructor(readonly labels: Labels) {}

  /** Returns the pixels, which are valid until the next call. */
  paint(scene: PlotScene, bands: readonly VisibleBand[]): Raster {
    const width = Math.max(1, Math.round(scene.width * scene.pixelRatio));
    const height = Math.max(1, Math.round(scene.height * scene.pixelRatio));
    this.#resize(width, height);
    const { fromNs, toNs } = scene.view;
    const scale: TimeScale = { fromNs, toNs, perNs: width / (toNs - fromNs), width };
    const palette = paletteOf(scene.theme, scene.pixelRatio);
    const picture = scene.picture ?? EMPTY_PICTURE;
    const ink: RowInk = {
      raster: this.#raster,
      palette,
      scene,
      picture,
      scale,
      pieces: this.#pieces,
      labels: this.labels,
      line: this.#line,
      secondLine: this.#secondLine,
      notRunning: this.#notRunning,
      clip: { top: 0, bottom: scene.height },
    };
    const marked = scene.function === null ? -1 : picture.functions.findIndex(({ key }) => key === scene.function);
    this.#paintBands(ink, bands, marked);
    return this.#raster;
  }

  #paintBands(ink: RowInk, bands: readonly VisibleBand[], marked: number): void {
    const { scene, scale, raster, palette } = ink;
    const ticks = axisTicks(scene.view, scene.width, (text) => this.labels.width(text));
    const grounds = groundLines(palette, majorTimes(ticks), scale);
    raster.clipTop = 0;
    raster.clipBottom = raster.height;
    const covered = bands.reduce((sum, { top, bottom }) => sum + bottom - top, 0);
    if (covered < scene.height) raster.fillLines(grounds.view, 0, raster.height);
    const one = Math.max(1, Math.round(scene.pixelRatio));
    const lossesOfRow = rememberedLosses(scene, scale);
    let isBelowPinned = false;
    for (const { row, top, bottom } of bands) {
      raster.clipTop = Math.round(top * scene.pixelRatio);
      raster.clipBottom = Math.round(bottom * scene.pixelRatio);
      ink.clip = { top, bottom };
      const end = Math.round((row.y + row.height) * scene.pixelRatio);
      const isRaised = row.kind === 'container' || row.kind === 'cpus' || row.isPinned === true;
      raster.fillLines(isRaised ? grounds.raised : grounds.view, raster.clipTop, raster.clipBottom);
      raster.patterned = lossesOfRow(row);
      paintLosses(ink, raster.patterned, raster.clipTop, raster.clipBottom);
      raster.rect(0, end - one, raster.width, end, row.kind === 'container' ? palette.line : palette.grid);
      paintRow(ink, row, marked);
      const begin = Math.round(row.y * scene.pixelRatio);
      if (row.isPinned === true && !isBelowPinned) raster.rect(0, begin, raster.width, begin + one, palette.lineStrong);
      isBelowPinned = row.isPinned === true;
    }
  }

  #resize(width: number, height: number): void {
    if (this.#raster.width === width && this.#raster.height === height) return;
    this.#raster = new Raster(width, height);
    this.#pieces = new LanePieces(width);
    this.#line = new Int32Array(width);
    this.#secondLine = new Int32Array(width);
    this.#notRunning = new Uint8Array(width);
  }
}

/** The losses of each row. Those of all threads are the same, and are reduced to pixels once a frame. */
function rememberedLosses(scene: PlotScene, scale: TimeScale): (row: PlotRow) => [number, number][] {
  const known = new Map<string, [number, number][]>();
  return (row) => {
    const key = row.cpus.length > 0 ? `cpus ${row.row}` : row.kind === 'container' ? 'container' : 'thread';
    const bands = known.get(key) ?? lossBands(lossesOf(row, scene.losses), scale, scene.pixelRatio);
    known.set(key, bands);
    return bands;
  };
}

function groundLines(
  palette: Palette,
  majors: readonly number[],
  scale: TimeScale,
): { view: Int32Array; raised: Int32Array } {
  return {
    view: groundLine(palette.view, palette.grid, majors, scale),
    raised: groundLine(palette.raised, palette.grid, majors, scale),
  };
}
