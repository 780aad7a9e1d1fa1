import type { Picture } from '@shared/trace-view/picture';
import { create } from 'zustand';
import { exactTime } from '../../../../format/nanoseconds';
import type { TimeRange } from '../../../../models/trace-view/time-range';
import { announce } from '../../../../stores/announce';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import { texts } from '../../../../texts/en';
import type { PlotHit, TimelinePlot } from '../../drawing/plot/plot-scene';

const { plot: labels } = texts.traceTimeline;

/** The pointer over the plot. Lengths are CSS pixels from the top left of the plot. */
interface PlotPointer {
  x: number;
  y: number;
  atNs: number;
  hit: PlotHit | null;
}

interface PlotStore {
  /** The drawing, while the timeline is shown. */
  plot: TimelinePlot | null;
  /** The newest picture. */
  picture: Picture | null;
  /** Whether the range has too many events to look for user events in it. */
  hasTooManyMarks: boolean;
  pointer: PlotPointer | null;
  /** The measured time; its begin can be after its end. */
  measure: TimeRange | null;
  /** Whether the end of the measure follows the pointer. */
  isMeasuring: boolean;
}

const NOTHING: PlotStore = {
  plot: null,
  picture: null,
  hasTooManyMarks: false,
  pointer: null,
  measure: null,
  isMeasuring: false,
};

/** What follows the pointer in the timeline. */
export const usePlot = create<PlotStore>()(() => NOTHING);

useTraceView.subscribe((state, before) => {
  if (state.id !== before.id) usePlot.setState({ pointer: null, measure: null, isMeasuring: false });
  const { measure, isMeasuring } = usePlot.getState();
  const { place } = state.history;
  if (!measure || !isMeasuring || place === before.history.place) return;
  // Keys select while the measure is open: its end follows the selection.
  const { call, mark } = place;
  const isNew = call !== before.history.place.call || mark !== before.history.place.mark;
  const atNs = call?.atNs ?? mark?.atNs;
  if (isNew && atNs !== undefined) setMeasuredEnd(atNs);
});

let stopWaiting: (() => void) | null = null;

/**
 * Acts once the picture shows a row, at once if it already does. A later call replaces one that still waits, and so does a change of the
 * place: what the user wanted was about the earlier one.
 * @param atNs a time that the picture must show, too
 */
export function whenDrawn(row: number, act: () => void, atNs?: number): void {
  stopWaiting?.();
  stopWaiting = null;
  const { place } = useTraceView.getState().history;
  const isDrawn = (): boolean => {
    const { picture } = usePlot.getState();
    const hasTime = atNs === undefined || (picture !== null && picture.fromNs <= atNs && atNs <= picture.toNs);
    return hasTime && (picture?.lanes.row.includes(row) ?? false);
  };
  if (isDrawn()) {
    act();
    return;
  }
  stopWaiting = usePlot.subscribe(() => {
    const isSamePlace = useTraceView.getState().history.place === place;
    if (isSamePlace && !isDrawn()) return;
    stopWaiting?.();
    stopWaiting = null;
    if (isSamePlace) act();
  });
}

/** Begins to measure at a time: the end follows the pointer, and the selection. */
export function startMeasure(fromNs: number): void {
  usePlot.setState({ measure: { fromNs, toNs: fromNs }, isMeasuring: true });
  announce(labels.measuring);
}

/** Moves the end of the open measure. */
export function setMeasuredEnd(toNs: number): void {
  const { measure } = usePlot.getState();
  if (measure) usePlot.setState({ measure: { ...measure, toNs } });
}

/** Keeps the measured time as it is. */
export function endMeasure(): void {
  const { measure } = usePlot.getState();
  usePlot.setState({ isMeasuring: false });
  if (measure) announce(labels.measured(exactTime(Math.abs(measure.toNs - measure.fromNs))));
}

export const clearMeasure = (): void => usePlot.setState({ measure: null, isMeasuring: false });
