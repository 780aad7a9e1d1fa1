import { binsOf } from '@reader/analysis/range-analysis';
import { groupBy } from '@shared/model/group-by';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { host, LENGTH, type TestRecord } from '../analysis/hand-made';
import { callRecord, cuts, EVENTS, kernelRecord, losses, sorted, time } from '../analysis/record-arbitraries';
import { type DrawnSpan, lanesOf, pictureIn } from './drawn-picture';
import { naivePicture, type Run } from './naive-picture';

const records = fc.array(fc.oneof(callRecord, kernelRecord), { maxLength: 100, size: 'max' });
const columns = fc.constantFrom(1, 7, 40, 300, LENGTH);

/** Nanoseconds by row and column. */
function naiveGrid(runs: readonly Run[], rowOf: (run: Run) => string, fromNs: number, widthNs: number) {
  const cells = new Map<string, number>();
  for (const run of runs)
    for (let at = run.beginNs; at < run.endNs; at++) {
      const key = `${rowOf(run)} ${Math.floor((at - fromNs) / widthNs)}`;
      cells.set(key, (cells.get(key) ?? 0) + 1);
    }
  return cells;
}

function shownGrid(rows: readonly string[], ns: Float64Array, count: number) {
  const cells = new Map<string, number>();
  ns.forEach((value, at) => {
    if (value > 0) cells.set(`${rows[Math.floor(at / count)]} ${at % count}`, value);
  });
  return cells;
}

const threadLanes = (lanes: Map<string, DrawnSpan[]>) => new Map([...lanes].filter(([key]) => !key.startsWith('cpu')));

describe('pictures of random records', () => {
  it('have the merged spans of all spans, and the time of each column', () => {
    fc.assert(
      fc.property(records, losses, cuts, time, columns, (unsorted, lost, windows, fromNs, count) => {
        const trace = { records: sorted(unsorted), losses: lost, events: EVENTS, cuts: windows, fromNs };
        const { widthNs } = binsOf({ fromNs, toNs: LENGTH }, count);
        const picture = pictureIn(trace, { columns: count });
        const naive = naivePicture(trace, widthNs);
        expect(threadLanes(lanesOf(picture))).toEqual(new Map([...naive.lanes].sort()));
        const tids = [...picture.running.process].map((process) =>
          String(picture.threads.find((thread) => thread.process === process)?.tid),
        );
        const width = picture.columns.count;
        expect(shownGrid(tids, picture.running.ns, width)).toEqual(
          naiveGrid(naive.runs, ({ process }) => process, fromNs, widthNs),
        );
        expect(shownGrid([...picture.busy.cpu].map(String), picture.busy.ns, width)).toEqual(
          naiveGrid(naive.runs, ({ cpu }) => String(cpu), fromNs, widthNs),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('are the same, however the range is cut into windows and from any checkpoint', () => {
    fc.assert(
      fc.property(
        records,
        losses,
        cuts,
        fc.tuple(time, time, time),
        columns,
        (unsorted, lost, windows, times, count) => {
          const [checkpointNs = 0, fromNs = 0, toNs = 0] = [...times].sort((one, other) => one - other);
          const trace = { records: sorted(unsorted), losses: lost, events: EVENTS, fromNs, toNs: toNs + 1 };
          const picture = pictureIn(trace, { columns: count });
          expect(pictureIn({ ...trace, cuts: windows }, { columns: count })).toEqual(picture);
          expect(pictureIn({ ...trace, cuts: windows, checkpointNs }, { columns: count })).toEqual(picture);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('have lanes whose spans follow each other and are few', () => {
    fc.assert(
      fc.property(records, cuts, columns, (unsorted, windows, count) => {
        const trace = { records: sorted(unsorted), events: EVENTS, cuts: windows };
        const { widthNs } = binsOf({ fromNs: 0, toNs: LENGTH }, count);
        for (const [lane, spans] of lanesOf(pictureIn(trace, { columns: count }))) {
          expect(spans.filter(({ isWhole }) => !isWhole).length).toBeLessThanOrEqual(count);
          for (const [at, { beginNs, endNs, isWhole }] of spans.entries()) {
            expect(beginNs).toBeGreaterThanOrEqual(spans[at - 1]?.endNs ?? 0);
            // Threads of damaged traces run at the same time, and one is cut then.
            if (isWhole && !lane.startsWith('cpu')) expect(endNs - beginNs).toBeGreaterThanOrEqual(widthNs);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('have lanes of CPUs with the thread that ran longest in each column', () => {
    const switches = fc.uniqueArray(time, { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(switches, cuts, columns, (times, windows, count) => {
        const moments = [...times].sort((one, other) => one - other);
        // The threads 1, 2 and 3 run in turn on the CPU 5, each until the next.
        const schedule = moments.flatMap((at, index): TestRecord[] => [
          ...(index > 0 ? [{ at, thread: host(((index - 1) % 3) + 1), kind: 'switchOut' as const, operand: 0 }] : []),
          { at, thread: host((index % 3) + 1), kind: 'switchIn' as const, operand: 5 },
        ]);
        const { widthNs } = binsOf({ fromNs: 0, toNs: LENGTH }, count);
        const picture = pictureIn({ records: schedule, cuts: windows }, { columns: count });
        const runs = moments.map((beginNs, index) => ({
          beginNs,
          endNs: moments[index + 1] ?? LENGTH,
          value: String((index % 3) + 1),
        }));
        const short = runs.filter(({ beginNs, endNs }) => endNs - beginNs < widthNs);
        const expected = [...groupBy(short, ({ beginNs }) => Math.floor(beginNs / widthNs)).values()].map((parts) => {
          const timeOf = (thread: string) =>
            parts.reduce((sum, { value, beginNs, endNs }) => sum + (value === thread ? endNs - beginNs : 0), 0);
          const value = ['1', '2', '3'].reduce((best, one) => (timeOf(one) > timeOf(best) ? one : best));
          return { beginNs: parts[0]?.beginNs, endNs: parts.at(-1)?.endNs, value, isWhole: false, ends: 0 };
        });
        const whole = runs
          .filter(({ beginNs, endNs }) => endNs - beginNs >= widthNs)
          .map((run) => ({ ...run, isWhole: true, ends: 0 }));
        const drawn = lanesOf(picture).get('cpu 5');
        expect(drawn).toEqual([...expected, ...whole].sort((one, other) => (one.beginNs ?? 0) - (other.beginNs ?? 0)));
      }),
      { numRuns: 200 },
    );
  });
});
