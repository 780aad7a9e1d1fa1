import type { Picture } from '@shared/trace-view/picture';
import type { Marks } from '@shared/trace-view/user-events';
import { count } from '../../../../format/figures';
import { lengthOf, type TimeRange } from '../../../../models/trace-view/time-range';
import { rangeOf, useTraceView } from '../../../../stores/trace-view/use-trace';
import { texts } from '../../../../texts/en';
import { drawAxis } from '../../drawing/axis/draw-axis';
import type { CanvasSize } from '../../drawing/canvas/sized-canvas';
import type { PlotMark, PlotRow, TimelinePlot } from '../../drawing/plot/plot-scene';
import type { PlotTheme } from '../../drawing/theme/plot-theme';
import { overlayOf } from './overlay-of';
import { pictureRows } from './plot-rows';
import { usePlot } from './plot-store';
import type { SightLoader } from './sight-loader';

const AXIS_HEIGHT = 27;
/** Marks that are closer are drawn as one anyway. CSS pixels. */
const MARK_COLUMN = 5;
const { plot: labels } = texts.traceTimeline;

/** What is drawn next frame, from what is newest. */
export class PlotPainting {
  plot: TimelinePlot | null = null;
  loaders: { pictures: SightLoader<Picture>; marks: SightLoader<Marks> } | null = null;
  picture: Picture | null = null;
  marks: ReadonlyMap<number, readonly PlotMark[]> = new Map();
  drawn: {
    rows: PlotRow[];
    size: CanvasSize;
    theme: PlotTheme | null;
    axis: HTMLCanvasElement | null;
  } | null = null;
  #frame: number | null = null;
  #isAll = false;

  later(what: 'all' | 'overlay'): void {
    this.#isAll ||= what === 'all';
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null;
      if (this.#isAll) this.now();
      else this.#drawOverlay();
    });
  }

  now(): void {
    this.#isAll = false;
    const { facts, history } = useTraceView.getState();
    const { plot, drawn } = this;
    if (!plot || !drawn?.theme || !facts || drawn.size.width === 0 || drawn.size.height === 0) return;
    const { rows, size, theme } = drawn;
    const { place } = history;
    const view = rangeOf(place, facts.lengthNs);
    plot.draw({
      ...size,
      theme,
      view,
      picture: this.picture,
      rows,
      losses: facts.losses,
      marks: this.marks,
      function: place.function,
      selected: place.call,
      selectedMark: place.mark,
    });
    pointAgain(plot, view, size.width);
    this.#drawOverlay();
    const sight = { range: view, rows: pictureRows(rows) };
    this.loaders?.pictures.want({ ...sight, columns: Math.round(size.width * size.pixelRatio) });
    this.loaders?.marks.want({ ...sight, columns: Math.round(size.width / MARK_COLUMN) });
  }

  end(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame);
    this.#frame = null;
    this.plot = null;
  }

  #drawOverlay(): void {
    const { facts, history } = useTraceView.getState();
    const { plot, drawn } = this;
    if (!plot || !drawn?.theme || !facts) return;
    const { pointer, measure } = usePlot.getState();
    plot.drawOverlay(overlayOf());
    if (!drawn.axis) return;
    drawAxis(drawn.axis, {
      width: drawn.size.width,
      height: AXIS_HEIGHT,
      pixelRatio: drawn.size.pixelRatio,
      theme: drawn.theme,
      view: rangeOf(history.place, facts.lengthNs),
      losses: facts.losses.map((loss) => ({ loss, text: labels.lost(count(loss.events || loss.packets)) })),
      hoverNs: pointer?.atNs ?? null,
      measure,
    });
  }
}

/** The pointer rests, but what is under it has changed. */
function pointAgain(plot: TimelinePlot, view: TimeRange, width: number): void {
  const { pointer } = usePlot.getState();
  if (!pointer) return;
  const atNs = view.fromNs + (pointer.x / width) * lengthOf(view);
  usePlot.setState({ pointer: { ...pointer, atNs, hit: plot.hitTest(pointer.x, pointer.y) } });
}
