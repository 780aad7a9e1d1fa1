import type { TracePlace } from '@shared/trace-view/trace-place';
import type { TimeRange } from './time-range';

/** Why a place from a link or an earlier opening is not in the trace. */
export type Misfit =
  /** The range is outside of the trace, or reaches beyond its end. */
  | { kind: 'range'; range: TimeRange; isOutside: boolean }
  /** Rows that the trace does not have. */
  | { kind: 'rows'; rows: number };

/** A place that is in the trace, and what had to be changed; null if nothing. @param lengthNs of the trace */
export function placeInTrace(place: TracePlace, lengthNs: number): { place: TracePlace; misfit: Misfit | null } {
  const { range } = place;
  if (!range || (range.fromNs < range.toNs && range.toNs <= Math.max(1, lengthNs))) return { place, misfit: null };
  const isOutside = !(range.fromNs < range.toNs) || range.fromNs >= lengthNs;
  const inside = isOutside ? null : { fromNs: range.fromNs, toNs: Math.max(1, lengthNs) };
  return { place: { ...place, range: inside }, misfit: { kind: 'range', range, isOutside } };
}

/** As placeInTrace, for what is selected. @param rows of the trace */
export function rowsInTrace(place: TracePlace, rows: number): { place: TracePlace; misfit: Misfit | null } {
  const isRow = (row: number): boolean => row < rows;
  const known = place.rows.filter(isRow);
  const call = place.call && isRow(place.call.row) ? place.call : null;
  const mark = place.mark && isRow(place.mark.row) ? place.mark : null;
  const missing = place.rows.length - known.length + (call === place.call ? 0 : 1) + (mark === place.mark ? 0 : 1);
  if (missing === 0) return { place, misfit: null };
  return { place: { ...place, rows: known, call, mark }, misfit: { kind: 'rows', rows: missing } };
}
