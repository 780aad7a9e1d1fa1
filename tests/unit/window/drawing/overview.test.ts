import { describe, expect, it } from 'vitest';
import { densitySteps } from '../../../../src/renderer/views/trace/drawing/overview/density-steps';
import { paintOverview } from '../../../../src/renderer/views/trace/drawing/overview/draw-overview';
import {
  insightPlaces,
  overviewHit,
  overviewTime,
  overviewX,
} from '../../../../src/renderer/views/trace/drawing/overview/overview-measures';
import type {
  OverviewInsight,
  OverviewScene,
} from '../../../../src/renderer/views/trace/drawing/overview/overview-scene';
import { drawnThings } from './setup/drawn-things';
import { testTheme } from './setup/test-theme';

const theme = testTheme('dark');
const insight = (number: number, atNs: number): OverviewInsight => {
  return { number, fromNs: atNs, toNs: atNs, isAboutRecording: false, isCurrent: false };
};
/** 1000 CSS pixels for 1000 ns, and 20 that stay free. */
const scene: OverviewScene = {
  width: 1_020,
  pixelRatio: 1,
  theme,
  lengthNs: 1_000,
  density: {
    binNs: 10,
    isExact: true,
    lanes: [{ domain: 'userspace', counts: new Float64Array(100).fill(4, 0, 50).fill(2, 50) }],
  },
  read: null,
  losses: [],
  range: null,
  insights: [],
  matches: null,
  compared: null,
};
const drawn = (change: Partial<OverviewScene>) => {
  const things = drawnThings(theme);
  paintOverview(things.brush, { ...scene, ...change });
  return things;
};

describe('heights of a density', () => {
  it('keep a short burst in sight', () => {
    expect([...densitySteps([0, 0, 0, 8, 0, 0, 0, 2], 2, 8, 0.05)]).toEqual([1, 0.25]);
    expect([...densitySteps([0, 1], 4, 100, 0.125)]).toEqual([0, 0, 0.125, 0.125]);
    expect([...densitySteps([], 2, 0, 0.1)]).toEqual([0, 0]);
  });
});

describe('the overview', () => {
  it('draws the density of a domain, the greatest one as high as the lane', () => {
    const lane = drawn({}).boxes.filter(({ colour }) => colour === theme.densityUser.css);
    expect(lane.map(({ left, top, width, height }) => [left, top, width, height])).toEqual([
      [0, 18, 500, 24],
      [500, 30, 500, 12],
    ]);
  });
  it('draws another trace above this one, each in one lane, and cuts it at the end of this one', () => {
    const density = {
      binNs: 10,
      isExact: true,
      lanes: [{ domain: 'kernel' as const, counts: new Float64Array(100).fill(1) }],
    };
    const things = drawn({ compared: { density, beginNs: -500, lengthNs: 1_000 }, insights: [insight(1, 500)] });
    const lane = (colour: string) => things.boxes.filter((box) => box.colour === colour);
    expect(lane(theme.densityKernel.css).map(({ left, top, width, height }) => [left, top, width, height])).toEqual([
      [-500, 8, 1_000, 22],
    ]);
    expect(lane(theme.densityUser.css).map(({ left, top, width }) => [left, top, width])).toEqual([
      [0, 36, 500],
      [500, 47, 500],
    ]);
  });
  it('draws estimates paler than what is read', () => {
    const density = { ...scene.density, isExact: false };
    const lane = drawn({ density, read: 0.25 }).boxes.filter(({ colour }) => colour === theme.densityUser.css);
    expect(lane.map(({ left, opacity }) => [left, opacity])).toEqual([
      [0, 1],
      [250, 0.55],
      [500, 0.55],
    ]);
  });
  it('covers what is outside of the range, without hiding it', () => {
    const covers = drawn({ range: { fromNs: 200, toNs: 300 } }).boxes.filter(({ opacity }) => opacity === 0.66);
    expect(covers.map(({ left, width }) => [left, width])).toEqual([
      [0, 200],
      [300, 700],
    ]);
  });
  it('draws a loss at least four pixels wide, and overlapping ones once', () => {
    const loss = { domain: 'kernel' as const, cpu: 0, fromNs: 500, toNs: 500, events: 1, packets: 0 };
    const marks = drawn({ losses: Array(5_000).fill(loss) }).boxes.filter(({ colour }) => colour === theme.loss.css);
    expect(marks.map(({ left, width }) => [left, width])).toEqual([[500, 4]]);
  });
  it('draws nothing but its ground for a trace without length', () => {
    expect(drawn({ lengthNs: 0 }).boxes).toHaveLength(1);
  });
});

describe('places in the overview', () => {
  it('are times and back', () => {
    expect(overviewX(scene, 250)).toBe(250);
    expect(overviewTime(scene, 250)).toBe(250);
    expect([overviewTime(scene, -5), overviewTime(scene, 1_015)]).toEqual([0, 1_000]);
  });
  it('of insights do not overlap, and stay in the strip', () => {
    const insights = [insight(1, 500), insight(2, 501), insight(3, 1_000), insight(4, 999), insight(5, 0)];
    const places = insightPlaces({ ...scene, insights });
    expect(places.map((place) => place.insight.number)).toEqual([5, 1, 2, 4, 3]);
    const xs = places.map(({ x }) => x);
    xs.slice(1).forEach((x, at) => void expect(x - (xs[at] ?? 0)).toBeGreaterThanOrEqual(15));
    expect(xs.every((x) => x >= 6 && x <= 1_014)).toBe(true);
  });
  it('under the pointer are insights, ends of the range, inside or outside', () => {
    const shape = { ...scene, range: { fromNs: 200, toNs: 300 }, insights: [insight(7, 600)] };
    expect(overviewHit(shape, 601, 10)).toEqual({ kind: 'insight', number: 7, atNs: 601 });
    expect(overviewHit(shape, 601, 40).kind).toBe('outside');
    expect([198, 303, 250].map((x) => overviewHit(shape, x, 40).kind)).toEqual(['range-begin', 'range-end', 'inside']);
  });
});
