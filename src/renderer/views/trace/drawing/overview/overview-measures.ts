import type { OverviewHit, OverviewInsight, OverviewScene } from './overview-scene';

/** CSS pixels from the top of the strip, which is 80 high. */
export const OVERVIEW = {
  height: 80,
  /** Free at the right: the strip ends where the texts above it end. */
  end: 20,
  insights: { middle: 9, radius: 6.5, distance: 15, range: 17 },
  lanes: { userspace: { top: 18, height: 24 }, kernel: { top: 44, height: 16 } },
  /** The lanes of two traces, instead of those of domains. */
  compared: { other: { top: 8, height: 22 }, opened: { top: 36, height: 23 } },
  axis: 60,
  axisLabel: 70.5,
  major: 6,
  minor: 3,
  matches: { top: 53, height: 7 },
  leastLoss: 4,
  handle: { top: 29, width: 6, height: 16, radius: 2, reach: 5 },
} as const;

export type OverviewShape = Pick<OverviewScene, 'width' | 'lengthNs' | 'range' | 'insights'>;

/** CSS pixels from the left of a time. */
export function overviewX({ width, lengthNs }: OverviewShape, atNs: number): number {
  return (atNs / lengthNs) * (width - OVERVIEW.end);
}

/** The time at a place, inside the trace. */
export function overviewTime({ width, lengthNs }: OverviewShape, x: number): number {
  return Math.max(0, Math.min(lengthNs, (x / (width - OVERVIEW.end)) * lengthNs));
}

/** Middles of the insights' numbers in CSS pixels, in the order of time. They do not overlap, and are in the strip as long as they fit. */
export function insightPlaces(shape: OverviewShape): { insight: OverviewInsight; x: number }[] {
  const { radius, distance } = OVERVIEW.insights;
  const places = shape.insights.map((insight) => {
    return { insight, x: Math.max(radius, Math.round(overviewX(shape, (insight.fromNs + insight.toNs) / 2))) };
  });
  places.sort((a, b) => a.x - b.x);
  places.forEach((place, at) => {
    const before = places[at - 1];
    if (before !== undefined) place.x = Math.max(place.x, before.x + distance);
  });
  let most = shape.width - radius - 1;
  for (const place of places.toReversed()) {
    place.x = Math.min(place.x, most);
    most = place.x - distance;
  }
  return places;
}

/** What is at a point of the strip in CSS pixels: numbers of insights first, then the ends of the range. */
export function overviewHit(shape: OverviewShape, x: number, y: number): OverviewHit {
  const atNs = overviewTime(shape, x);
  const { middle, radius } = OVERVIEW.insights;
  const found = insightPlaces(shape).find((place) => Math.hypot(place.x - x, middle - y) <= radius + 1.5);
  if (found !== undefined) return { kind: 'insight', number: found.insight.number, atNs };
  if (shape.range === null) return { kind: 'inside', atNs };
  const begin = Math.abs(overviewX(shape, shape.range.fromNs) - x);
  const end = Math.abs(overviewX(shape, shape.range.toNs) - x);
  // Of a narrow range, the end is taken on its right side, and the begin on its left side.
  if (Math.min(begin, end) <= OVERVIEW.handle.reach) return { kind: end <= begin ? 'range-end' : 'range-begin', atNs };
  const isInside = shape.range.fromNs <= atNs && atNs <= shape.range.toNs;
  return { kind: isInside ? 'inside' : 'outside', atNs };
}
