import { describe, expect, it } from 'vitest';
import { paintAxis } from '../../../../src/renderer/views/trace/drawing/axis/draw-axis';
import { paintDurations } from '../../../../src/renderer/views/trace/drawing/figures/draw-durations';
import { paintEvidence } from '../../../../src/renderer/views/trace/drawing/figures/draw-evidence';
import { paintStateBar } from '../../../../src/renderer/views/trace/drawing/figures/draw-states';
import { decadesOf, durationScale } from '../../../../src/renderer/views/trace/drawing/figures/duration-scale';
import { EVIDENCE_SIZE } from '../../../../src/renderer/views/trace/drawing/figures/figure-scene';
import type { Evidence } from '../../../../src/shared/trace-view/insight';
import { drawnThings } from './setup/drawn-things';
import { testTheme } from './setup/test-theme';

const theme = testTheme('light');
const scene = { ...EVIDENCE_SIZE, pixelRatio: 1, theme };
const texts = {
  median: 'median',
  share: (part: number) => `${part * 100} %`,
  count: String,
  bytes: (bytes: number) => `${bytes} B`,
};
const plain = (text: string): string => text.replaceAll('\u00a0', ' ');
const bins = { fromNs: [1e5, 1e6, 1e7], toNs: 1e8, counts: [1, 4, 2] };

function evidence(shown: Evidence) {
  const things = drawnThings(theme);
  paintEvidence(things.brush, scene, shown, texts);
  return things;
}

describe('the scale of durations', () => {
  it('is logarithmic', () => {
    const placeOf = durationScale(bins);
    expect([1e5, 1e6, 1e8, 1, 1e12].map((ns) => Math.round(placeOf(ns) * 1_000))).toEqual([0, 333, 1_000, 0, 1_000]);
    expect(decadesOf(bins)).toEqual([1e5, 1e6, 1e7, 1e8]);
  });
  it('survives durations of 0, and bins without a range', () => {
    expect(durationScale({ fromNs: [0], toNs: 0 })(5)).toBe(0);
    expect(decadesOf({ fromNs: [0], toNs: Number.POSITIVE_INFINITY }).length).toBeLessThan(20);
  });
});

describe('a histogram', () => {
  const things = drawnThings(theme);
  const marks = [
    { atNs: 2e6, text: 'p50', isSelected: false },
    { atNs: 2.1e6, text: 'here', isSelected: true },
  ];
  paintDurations(things.brush, { ...scene, width: 300 }, bins, marks);
  it('is as high as the most frequent bin, and has the bin of the selected call in the accent', () => {
    const drawn = things.boxes.filter(({ width }) => width === 99);
    expect(drawn.map(({ colour, height }) => [colour, height])).toEqual([
      [theme.densityUser.css, 8],
      [theme.accent.css, 32],
      [theme.densityUser.css, 16],
    ]);
  });
  it('names the selected call where two marks are too close, and the decades below', () => {
    expect(things.texts.filter(({ middle }) => middle === 5).map(({ text }) => text)).toEqual(['here']);
    const decades = things.texts.filter(({ middle }) => middle > 50).map(({ text }) => plain(text));
    expect(decades).toEqual(['100 µs', '1 ms', '10 ms', '100 ms']);
  });
});

describe('the figure beside an insight', () => {
  it('shows bars with their values, names without what a terminal interprets', () => {
    const { texts: drawn, boxes } = evidence({
      kind: 'bars',
      unit: 'share',
      bars: [
        { label: 'pars\u202ee', value: 0.5 },
        { label: 'b', value: 0.25 },
      ],
    });
    expect(drawn.map(({ text }) => text)).toEqual(['parse', '50 %', 'b', '25 %']);
    expect(boxes.map(({ width }) => width)).toEqual([60, 30]);
  });
  it('shows states in three parts, with a bracket', () => {
    const { boxes, texts: drawn } = evidence({
      kind: 'states',
      lengthNs: 100,
      runningNs: 25,
      waitingNs: 1,
      blockedNs: 74,
      bracketNs: 60,
      label: '60 % disk',
    });
    expect(boxes[0]).toMatchObject({ colour: theme.running.css, left: 0, width: 42 });
    expect(drawn.map(({ text }) => plain(text))).toEqual(['100 ns', '60 % disk']);
  });
  it('has the bracket below the waiting time where it names that', () => {
    const { boxes } = evidence({
      kind: 'states',
      lengthNs: 168,
      runningNs: 50,
      waitingNs: 60,
      blockedNs: 58,
      bracketNs: 60,
      label: '36 % waiting',
    });
    expect(boxes).toContainEqual({ colour: theme.text.css, opacity: 1, left: 50, top: 40, width: 60, height: 1 });
  });
  it('shows a curve with the first and the last known value', () => {
    const { texts: drawn, shapes } = evidence({
      kind: 'curve',
      fromNs: 0,
      toNs: 10,
      unit: 'bytes',
      values: [Number.NaN, 5, 9, 7],
    });
    expect(drawn.map(({ text }) => text)).toEqual(['5 B', '7 B']);
    expect(shapes[0]?.points).toHaveLength(5);
    expect(evidence({ kind: 'curve', fromNs: 0, toNs: 10, unit: 'bytes', values: [] }).shapes).toEqual([]);
  });
  it('shows a density with its loss', () => {
    const { boxes } = evidence({
      kind: 'density',
      fromNs: 0,
      toNs: 100,
      counts: Array(84).fill(5),
      lossFromNs: 50,
      lossToNs: 50,
    });
    expect(boxes.filter(({ colour }) => colour === theme.densityUser.css)).toHaveLength(84);
    expect(boxes).toContainEqual(expect.objectContaining({ colour: theme.lossBack.css, left: 84, width: 2 }));
  });
  it('shows a histogram with the median', () => {
    const { texts: drawn } = evidence({ kind: 'histogram', ...bins, medianNs: 1e6, markNs: 85.2e6 });
    expect(drawn.map(({ text }) => plain(text))).toEqual(expect.arrayContaining(['median', '85.2 ms']));
  });
});

describe('a bar of states', () => {
  it('keeps each part in sight, and draws nothing of nothing', () => {
    const things = drawnThings(theme);
    paintStateBar(
      things.brush,
      { left: 0, top: 0, width: 100, height: 10 },
      { runningNs: 1, waitingNs: 1, blockedNs: 1e9 },
    );
    expect(things.boxes.slice(0, 2).map(({ colour, width }) => [colour, width])).toEqual([
      [theme.running.css, 1],
      [theme.waiting.css, 1],
    ]);
    const empty = drawnThings(theme);
    paintStateBar(
      empty.brush,
      { left: 0, top: 0, width: 100, height: 10 },
      { runningNs: 0, waitingNs: 0, blockedNs: 0 },
    );
    expect(empty.boxes).toEqual([]);
  });
});

describe('the axis', () => {
  const view = { fromNs: 1.204e9, toNs: 1.452e9 };
  const drawn = (change: object) => {
    const things = drawnThings(theme);
    paintAxis(things.brush, {
      width: 968,
      height: 28,
      pixelRatio: 1,
      theme,
      view,
      losses: [],
      hoverNs: null,
      measure: null,
      ...change,
    });
    return things.texts.map(({ text, left }) => [plain(text), left] as const);
  };
  it('says the exact time under the pointer, inside the axis', () => {
    expect(drawn({ hoverNs: 1.312884e9 }).at(-1)?.[0]).toBe('1.312 884 s');
    expect(drawn({ hoverNs: 1.204e9 }).at(-1)?.[1]).toBe(5);
  });
  it('says the measured time in either direction', () => {
    for (const measure of [
      { fromNs: 1.3e9, toNs: 1.3588e9 },
      { fromNs: 1.3588e9, toNs: 1.3e9 },
    ]) {
      expect(drawn({ measure }).at(-1)?.[0]).toBe('58.8 ms');
    }
  });
  it('names losses in sight, and leaves out names that would overlap', () => {
    const loss = (fromNs: number, text: string) => ({
      loss: { domain: 'kernel', cpu: 0, fromNs, toNs: fromNs, events: 1, packets: 0 },
      text,
    });
    const named = drawn({
      losses: [loss(1.42e9, '2 lost'), loss(1.4e9, '1 lost'), loss(1.401e9, '9 lost'), loss(3e9, '5 lost')],
    });
    expect(named.map(([text]) => text).filter((text) => text.endsWith('lost'))).toEqual(['1 lost', '2 lost']);
  });
});
