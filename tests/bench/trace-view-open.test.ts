import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Display, startDisplay } from '../../e2e/setup/display';
import { ensureTraceCompass } from '../../scripts/trace-compass/trace-compass-root.mjs';
import { eachMb, settledMemory, sumMb } from './setup/bench-window';
import { median, printFigures, spread } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { openTraceProcess } from './setup/trace-view/ask-process';
import { forgetAnalyses, type OpenDesk, type OpenTimes, openInWindow } from './setup/trace-view/open-in-window';
import { type PlantedTrace, plantTrace } from './setup/trace-view/planted-trace';
import { FILTERS, functionRanges } from './setup/trace-view/questions';
import { timeTraceCompass, type ViewerTimes } from './setup/trace-view/trace-compass';

const ROUNDS = 5;
const VIEWER_ROUNDS = 3;
const LONG_ROUNDS = 2;
const LONG_COPIES = 5;

describe('a trace in the window', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-open-'));
  const desk: OpenDesk = { folder: join(folder, 'd'), display: '' };
  let display: Display;
  let calls: PlantedTrace;
  let long: PlantedTrace;
  beforeAll(async () => {
    display = await startDisplay();
    desk.display = display.name;
    const leaf = await recordCalls(join(folder, 'calls'), true);
    const copies = replicateLeaf(leaf, join(folder, 'long'), LONG_COPIES);
    calls = await plantTrace(leaf, join(folder, 'calls-library'), 'Calls');
    long = await plantTrace(copies, join(folder, 'long-library'), 'Long');
  });
  afterAll(() => {
    display?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('opens, is read, and opens again', async () => {
    const figures = await openRounds(calls, desk, ROUNDS);
    printFigures(`${megabytes(calls)}: milliseconds from Open, ${ROUNDS} rounds: median (min–max)`, [
      ...timesOf('opened', figures.first, { strip: 'aim 150, must 300', timeline: 'must 600', insights: 'must 600' }),
      ...timesOf('opened again', figures.again, { timeline: 'must 150' }),
      ['babeltrace2 -o dummy', spread(figures.dummyMs)],
      ['timeline / babeltrace2, must 0.15', ratios(figures.first, 'timeline', figures.dummyMs)],
      ['PSS of all processes above the empty window, MB, must 300', spread(figures.aboveMb)],
      ['the processes', figures.processes],
    ]);
    expect(figures.first).toHaveLength(ROUNDS);
  });

  it('answers questions about ranges and filters', async () => {
    const { window } = await openInWindow(calls, desk);
    const opened = await openTraceProcess(window.page, calls.id);
    const lengthNs = await opened.ask('facts', null).then(({ value }) => value.lengthNs);
    await opened.ask('insights', { read: null }); // symbols are read with it
    const functionsMs: number[] = [];
    for (const range of functionRanges(lengthNs))
      functionsMs.push((await opened.ask('functions', { range, rows: [], sort: 'total', limit: 500 })).ms);
    const range = { fromNs: 0, toNs: lengthNs };
    const filtered: [string, string][] = [];
    for (const [label, filter] of FILTERS) {
      const first = {
        range,
        rows: [],
        filter,
        from: { timeNs: 0, skip: 0 },
        direction: 'forward' as const,
        limit: 100,
      };
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round += 1) times.push((await opened.ask('events', first)).ms);
      filtered.push([`first matches of ${label}, must 100`, spread(times)]);
    }
    const [, byName] = FILTERS[0];
    const counted = await opened.ask('event-matches', { range, rows: [], filter: byName, bins: 1_024 });
    filtered.push([`all ${counted.value.count} events of a name counted`, `${Math.round(counted.ms)}`]);
    await window.close();
    printFigures(`${megabytes(calls)}: milliseconds from a question to its answer in the page: median (min–max)`, [
      [`functions of ${functionsMs.length} ranges, must 200`, spread(functionsMs)],
      ...filtered,
    ]);
  });

  it('opens a gigabyte', async () => {
    const figures = await openRounds(long, desk, LONG_ROUNDS);
    printFigures(`${megabytes(long)}: milliseconds from Open, ${LONG_ROUNDS} rounds: median (min–max)`, [
      ...timesOf('opened', figures.first, {}),
      ...timesOf('opened again', figures.again, {}),
      ['babeltrace2 -o dummy', spread(figures.dummyMs)],
      ['timeline / babeltrace2', ratios(figures.first, 'timeline', figures.dummyMs)],
      ['PSS of all processes above the empty window, MB', spread(figures.aboveMb)],
      ['the processes', figures.processes],
    ]);
  });

  it('from the start of the program to the populated view, beside Trace Compass', async () => {
    const program = ensureTraceCompass();
    const [ours, theirs]: [number[], ViewerTimes[]] = [[], []];
    for (let round = 0; round < VIEWER_ROUNDS; round += 1) {
      theirs.push(await timeTraceCompass(program, calls, { folder: join(folder, 'tc'), display: desk.display }));
      const own = { folder: join(folder, `launch-${round}`), display: desk.display };
      const { window, sinceStartMs } = await openInWindow(calls, own, 'at once');
      await window.close();
      ours.push(sinceStartMs);
    }
    const their = (key: keyof ViewerTimes): number[] => theirs.map((times) => times[key]);
    printFigures(`${megabytes(calls)}: milliseconds from the start of the program, ${VIEWER_ROUNDS} rounds`, [
      ['Trace Compass 6.2: its window', spread(their('windowMs'))],
      ['Trace Compass 6.2: populated', spread(their('populatedMs'))],
      ['Trace Compass 6.2: PSS, MB', spread(their('memoryMb'))],
      ['ours: timeline and insights', spread(ours)],
      ['how many times as fast', median(their('populatedMs').map((ms, round) => ms / (ours[round] ?? 1))).toFixed(1)],
    ]);
  });
});

interface OpenFigures {
  first: OpenTimes[];
  again: OpenTimes[];
  dummyMs: number[];
  aboveMb: number[];
  /** Of the last round. */
  processes: string;
}

/** In each round: babeltrace2, the trace opened for the first time, and opened again with what the first time has kept. */
async function openRounds(trace: PlantedTrace, desk: OpenDesk, rounds: number): Promise<OpenFigures> {
  const figures: OpenFigures = { first: [], again: [], dummyMs: [], aboveMb: [], processes: '' };
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    execFileSync('babeltrace2', ['-o', 'dummy', trace.leaf]);
    figures.dummyMs.push(performance.now() - began);
    forgetAnalyses(desk);
    const first = await openInWindow(trace, desk);
    figures.first.push(first.times);
    const memory = await settledMemory(first.window);
    figures.aboveMb.push(sumMb(memory) - first.emptyMb);
    figures.processes = eachMb(memory);
    await first.window.close();
    const again = await openInWindow(trace, desk);
    figures.again.push(again.times);
    await again.window.close();
  }
  return figures;
}

const LABELS = {
  port: 'the process answers',
  strip: 'strip of the whole trace',
  figures: 'exact figures',
  timeline: 'timeline',
  insights: 'insights',
  longestTask: 'longest task of the page',
} as const satisfies Record<keyof OpenTimes, string>;

const timesOf = (
  prefix: string,
  times: readonly OpenTimes[],
  limits: Partial<Record<keyof OpenTimes, string>>,
): [string, string][] =>
  (Object.keys(LABELS) as (keyof OpenTimes)[]).map((key) => [
    [`${prefix}: ${LABELS[key]}`, limits[key]].filter(Boolean).join(', '),
    spread(times.map((one) => one[key])),
  ]);

const ratios = (times: readonly OpenTimes[], key: keyof OpenTimes, theirs: readonly number[]): string =>
  median(times.map((one, round) => one[key] / (theirs[round] ?? Number.NaN))).toFixed(3);

const megabytes = ({ title, bytes }: PlantedTrace): string => `${title}, ${Math.round(bytes / 1e6)} MB`;
