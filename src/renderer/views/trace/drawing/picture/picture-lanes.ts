import { LANE_KINDS, type LaneKind, type Picture, SPAN_ENDS, WHOLE_SPAN } from '@shared/trace-view/picture';
import type { LanePlace, PlotSpan } from '../plot/plot-scene';

/** Finds the lanes of a picture by row, kind and depth. */
export type PictureLanes = Map<string, number>;
const indexes = new WeakMap<Picture, PictureLanes>();

const keyOf = (row: number, kind: LaneKind, depth: number): string => `${row} ${kind} ${depth}`;

/** Index of the lane in the picture; null if the picture does not have it. Indexes each picture once. */
export function laneOf(picture: Picture, { row, kind, depth }: LanePlace): number | null {
  let lanes = indexes.get(picture);
  if (lanes === undefined) {
    lanes = new Map();
    for (let lane = 0; lane < picture.lanes.row.length; lane += 1) {
      const laneKind = LANE_KINDS[picture.lanes.kind[lane] ?? -1];
      if (laneKind === undefined) continue;
      lanes.set(keyOf(picture.lanes.row[lane] ?? 0, laneKind, picture.lanes.depth[lane] ?? 0), lane);
    }
    indexes.set(picture, lanes);
  }
  return lanes.get(keyOf(row, kind, depth)) ?? null;
}

/** Index of the first span of a lane that ends after a time: its end index if there is none. */
export function firstEndingAfter(picture: Picture, lane: number, atNs: number): number {
  let low = picture.lanes.first[lane] ?? 0;
  let high = laneEnd(picture, lane);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((picture.spans.endNs[middle] ?? 0) > atNs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Index behind the last span of a lane. */
export function laneEnd(picture: Picture, lane: number): number {
  return picture.lanes.first[lane + 1] ?? picture.spans.beginNs.length;
}

export function spanOf(picture: Picture, lane: number, index: number): PlotSpan {
  const ends = picture.spans.ends[index] ?? 0;
  return {
    lane,
    index,
    beginNs: picture.spans.beginNs[index] ?? 0,
    endNs: picture.spans.endNs[index] ?? 0,
    isMerged: picture.spans.part[index] !== WHOLE_SPAN,
    isBeginKnown: (ends & SPAN_ENDS.beginUnknown) === 0,
    isEndKnown: (ends & SPAN_ENDS.endUnknown) === 0,
  };
}

/** The span of a lane at a time; within `slackNs` the nearest one. Null where there is none. */
export function spanAt(picture: Picture, place: LanePlace, atNs: number, slackNs = 0): PlotSpan | null {
  const lane = laneOf(picture, place);
  if (lane === null) return null;
  const next = firstEndingAfter(picture, lane, atNs);
  const begin = next < laneEnd(picture, lane) ? (picture.spans.beginNs[next] ?? 0) : Number.POSITIVE_INFINITY;
  if (begin <= atNs) return spanOf(picture, lane, next);
  const isFirst = next <= (picture.lanes.first[lane] ?? 0);
  const before = isFirst ? Number.POSITIVE_INFINITY : atNs - (picture.spans.endNs[next - 1] ?? 0);
  if (Math.min(before, begin - atNs) > slackNs) return null;
  return spanOf(picture, lane, before <= begin - atNs ? next - 1 : next);
}

/** The nearest span before or after a time that does not contain it. Null if the picture has none. */
export function neighbourOf(
  picture: Picture,
  place: LanePlace,
  atNs: number,
  direction: 'previous' | 'next',
): PlotSpan | null {
  const lane = laneOf(picture, place);
  if (lane === null) return null;
  const next = firstEndingAfter(picture, lane, atNs);
  const isInside = next < laneEnd(picture, lane) && (picture.spans.beginNs[next] ?? 0) <= atNs;
  const index = direction === 'previous' ? next - 1 : isInside ? next + 1 : next;
  const isThere = index >= (picture.lanes.first[lane] ?? 0) && index < laneEnd(picture, lane);
  return isThere ? spanOf(picture, lane, index) : null;
}
