import type { CallPlace, MarkPlace } from '@shared/trace-view/trace-place';
import type { Brush } from '../canvas/brush';
import { spanAt } from '../picture/picture-lanes';
import { shapeOf } from '../rows/row-ink';
import { type LaneBox, laneBoxes } from '../rows/row-measures';
import { shownName } from '../text/shown-name';
import { paintSelectedMark } from './paint-marks';
import type { PlotHit, PlotOverlay, PlotRow, PlotScene, PlotSpan } from './plot-scene';
import { type VisibleBand, visibleBands } from './visible-bands';

/** CSS pixels. */
const HOVER_OUTLINE = 1.5;
const SELECTED_OUTLINE = 2;
const LINK = { width: 1.5, dot: 3.5, head: 4, headLength: 7, beforeStrip: 3 } as const;
const BRACKET = { half: 5, text: 8, beforeText: 5 } as const;
const MEASURE_DASH = 3;

/** Draws what belongs to the pointer and the selection above the plot. */
export function paintOverlay(brush: Brush, scene: PlotScene, overlay: PlotOverlay): void {
  const stage = new OverlayStage(brush, scene);
  if (overlay.insight !== null) stage.insight(overlay.insight);
  if (overlay.measure !== null) stage.measure(overlay.measure);
  if (scene.selected !== null) stage.selected(scene.selected);
  if (scene.selectedMark !== null) stage.selectedMark(scene.selectedMark);
  for (const bracket of overlay.brackets) stage.bracket(bracket);
  for (const wakeUp of overlay.wakeUps) stage.wakeUp(wakeUp);
  if (overlay.hoverNs !== null) stage.hoverLine(overlay.hoverNs);
  if (overlay.hovered !== null) stage.hovered(overlay.hovered);
}

class OverlayStage {
  readonly #perNs: number;
  readonly #rows: Map<number, VisibleBand>;

  constructor(
    readonly brush: Brush,
    readonly scene: PlotScene,
  ) {
    this.#perNs = scene.width / (scene.view.toNs - scene.view.fromNs);
    // A row in sight, by its index and by that of the thread whose lanes it shows.
    this.#rows = new Map();
    for (const band of visibleBands(scene.rows, scene.height)) {
      this.#rows.set(band.row.row, band);
      this.#rows.set(band.row.lanesOf, band);
    }
  }

  insight({ fromNs, toNs }: { fromNs: number; toNs: number }): void {
    for (const at of [fromNs, toNs]) this.brush.upright('accent', this.#x(at), 0, this.scene.height, 1, 0.35);
  }

  measure({ fromNs, toNs }: { fromNs: number; toNs: number }): void {
    const [left, right] = [this.#x(Math.min(fromNs, toNs)), this.#x(Math.max(fromNs, toNs))];
    this.brush.box('text', left, 0, right - left, this.scene.height, 0.05);
    for (const x of [left, right]) {
      for (let y = 0; y < this.scene.height; y += 2 * MEASURE_DASH) this.brush.upright('text', x, y, MEASURE_DASH);
    }
  }

  hoverLine(atNs: number): void {
    this.brush.upright('text', this.#x(atNs), 0, this.scene.height, 1, 0.55);
  }

  hovered(hit: PlotHit): void {
    if (!('span' in hit)) return;
    const found = this.#box(hit.row, hit.kind, hit.kind === 'call' ? hit.depth : 0);
    if (found !== null) this.#outline('text', found, hit.span, HOVER_OUTLINE);
  }

  selected({ row, depth, atNs }: CallPlace): void {
    const { picture } = this.scene;
    const kind = depth < 0 ? 'syscall' : 'call';
    const found = this.#box(row, kind, Math.max(0, depth));
    const span = picture === null ? null : spanAt(picture, { row, kind, depth: Math.max(0, depth) }, atNs);
    if (found !== null && span !== null) this.#outline('accent', found, span, SELECTED_OUTLINE);
  }

  selectedMark({ row, atNs }: MarkPlace): void {
    const band = this.#rows.get(row);
    const isInSight = atNs >= this.scene.view.fromNs && atNs <= this.scene.view.toNs;
    if (band !== undefined && isInSight)
      this.#clipped(band, () => paintSelectedMark(this.brush, this.scene, band, atNs));
  }

  /** A bracket below the last level of calls. */
  bracket({ row, fromNs, toNs, text }: PlotOverlay['brackets'][number]): void {
    const band = this.#rows.get(row);
    if (band === undefined) return;
    const { brush } = this;
    const last = laneBoxes(shapeOf(band.row)).at(-1);
    const y = brush.edge(band.row.y + (last === undefined ? band.row.height / 2 : last.top + last.height / 2));
    this.#clipped(band, () => {
      const [left, right] = [this.#x(fromNs), this.#x(toNs)];
      brush.upright('accent', left, y - BRACKET.half, 2 * BRACKET.half, LINK.width);
      brush.upright('accent', right - LINK.width, y - BRACKET.half, 2 * BRACKET.half, LINK.width);
      brush.box('accent', left, y - LINK.width / 2, right - left, LINK.width);
      brush.font(11, 600);
      const shown = shownName(text);
      const width = brush.width(shown) + 2 * BRACKET.beforeText;
      const [seenLeft, seenRight] = [Math.max(0, left), Math.min(this.scene.width, right)];
      const at = Math.max(0, Math.min(this.scene.width - width, (seenLeft + seenRight - width) / 2));
      brush.box('view', at, y - BRACKET.text, width, 2 * BRACKET.text);
      brush.text('accent', shown, at + BRACKET.beforeText, y);
      brush.font();
    });
  }

  /** An arrow from the state strip of the waking thread to that of the woken one. A thread out of sight is at the edge. */
  wakeUp({ fromRow, toRow, atNs }: PlotOverlay['wakeUps'][number]): void {
    const from = this.#rows.get(fromRow);
    const to = this.#rows.get(toRow);
    if (to === undefined) return;
    const { brush } = this;
    const x = brush.edge(this.#x(atNs));
    const [toTop, toBottom] = this.#strip(to.row);
    const order = this.scene.rows.findIndex(({ lanesOf }) => lanesOf === fromRow);
    const isAbove =
      from === undefined ? order < 0 || (this.scene.rows[order]?.y ?? 0) < to.row.y : from.row.y < to.row.y;
    const [fromTop, fromBottom] =
      from === undefined ? (isAbove ? [0, 0] : [this.scene.height, this.scene.height]) : this.#strip(from.row);
    const begin = (fromTop + fromBottom) / 2;
    const tip = isAbove ? toTop - 1 : toBottom + 1;
    const head = isAbove ? tip - LINK.headLength : tip + LINK.headLength;
    brush.box('accent', x - LINK.width / 2, Math.min(begin, head), LINK.width, Math.abs(head - begin));
    if (from !== undefined) brush.disc('accent', x, begin, LINK.dot - 0.5);
    brush.shape('accent', [x, tip, x - LINK.head, head, x + LINK.head, head]);
  }

  #x(atNs: number): number {
    return (atNs - this.scene.view.fromNs) * this.#perNs;
  }

  #strip(row: PlotRow): [number, number] {
    const strip = laneBoxes(shapeOf(row)).find(({ kind }) => kind === 'state');
    return strip === undefined ? [row.y, row.y + row.height] : [row.y + strip.top, row.y + strip.top + strip.height];
  }

  #box(row: number, kind: LaneBox['kind'], depth: number): { band: VisibleBand; box: LaneBox } | null {
    const ofCpus = this.scene.rows.find(({ cpus }) => cpus.some((cpu) => cpu.row === row));
    const band = kind === 'cpu' && ofCpus !== undefined ? this.#rows.get(ofCpus.row) : this.#rows.get(row);
    if (band === undefined) return null;
    const position = kind === 'cpu' ? band.row.cpus.findIndex((cpu) => cpu.row === row) : depth;
    const box = laneBoxes(shapeOf(band.row)).find((lane) => lane.kind === kind && lane.depth === Math.max(0, position));
    return box === undefined ? null : { band, box };
  }

  #outline(
    colour: 'text' | 'accent',
    { band, box }: { band: VisibleBand; box: LaneBox },
    span: PlotSpan,
    thick: number,
  ): void {
    const left = this.#x(span.beginNs);
    const gap = (span.endNs - span.beginNs) * this.#perNs >= 4 ? 1 : 0;
    const right = Math.max(left + 1, this.#x(span.endNs) - gap);
    this.#clipped(band, () => this.brush.outline(colour, left, band.row.y + box.top, right - left, box.height, thick));
  }

  #clipped(band: { top: number; bottom: number }, draw: () => void): void {
    const { context } = this.brush;
    context.save();
    context.beginPath();
    context.rect(0, band.top, this.scene.width, band.bottom - band.top);
    context.clip();
    draw();
    context.restore();
  }
}
