import type { Analysis } from '@reader/analysis/analysis';
import { bucketOf } from '@reader/analysis/duration-buckets';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analysisOf, LENGTH, spansOf, type TestRecord, type TestTrace } from './hand-made';
import { naiveCalls } from './naive-calls';
import { callRecord, cuts, EVENTS, kernelRecord, losses, sorted, THREADS, time } from './record-arbitraries';

function expectedFunctions(records: readonly TestRecord[], lossTimes: readonly number[]) {
  const functions = new Map<string, { count: number; durations: number[]; cut: number; self: number; total: number }>();
  let withoutEntry = 0;
  for (const thread of THREADS) {
    const naive = naiveCalls(
      records.filter((record) => record.thread === thread),
      lossTimes,
    );
    withoutEntry += naive.withoutEntry;
    for (const call of naive.calls) {
      const key = `${thread.vpid ?? thread.tid} ${call.address}`;
      const row = functions.get(key) ?? { count: 0, durations: [], cut: 0, self: 0, total: 0 };
      functions.set(key, row);
      const durationNs = call.endNs - call.beginNs;
      if (call.isCut) row.cut++;
      else row.durations.push(durationNs);
      row.self += durationNs;
      if (!call.path.slice(0, -1).includes(call.address)) row.total += durationNs;
      const caller = call.path.at(-2);
      const parent = caller === undefined ? undefined : functions.get(`${thread.vpid ?? thread.tid} ${caller}`);
      if (parent) parent.self -= durationNs;
      else if (caller !== undefined) {
        functions.set(`${thread.vpid ?? thread.tid} ${caller}`, {
          count: 0,
          durations: [],
          cut: 0,
          self: -durationNs,
          total: 0,
        });
      }
    }
  }
  return { functions, withoutEntry };
}

function shownFunctions({ functions, processes, threads }: Analysis) {
  return new Map(
    functions.map(({ process, address, calls, selfNs, totalNs, cut }) => {
      const { vpid = -1 } = processes[process] ?? {};
      const key = `${vpid === -1 ? threads.find((thread) => thread.process === process)?.tid : vpid} ${address}`;
      return [key, { calls, selfNs, totalNs, cut }];
    }),
  );
}

/** Each span as text, in an order that does not depend on the numbers of threads and functions. */
function spanLines(trace: TestTrace): string[] {
  const { batch, tables } = spansOf(trace);
  const { calls, states, syscalls } = batch;
  const tidOf = (thread: number): number | undefined => tables.threads[thread]?.tid;
  const stateLines = Array.from({ length: states.count }, (_, row) =>
    [
      tidOf(states.thread[row] as number),
      states.beginNs[row],
      states.endNs[row],
      states.state[row],
      tidOf(states.wokenBy[row] as number),
      states.cpu[row],
    ].join(' '),
  );
  const syscallLines = Array.from({ length: syscalls.count }, (_, row) =>
    [tidOf(syscalls.thread[row] as number), syscalls.beginNs[row], syscalls.endNs[row], syscalls.eventClass[row]].join(
      ' ',
    ),
  );
  const callLines = Array.from({ length: calls.count }, (_, row) => {
    const thread = tables.threads[calls.thread[row] as number];
    const { address } = tables.functions[calls.function[row] as number] ?? {};
    return [thread?.vpid, thread?.tid, address, calls.beginNs[row], calls.endNs[row], calls.depth[row]].join(' ');
  });
  return [...callLines, ...stateLines, ...syscallLines].sort();
}

function bucketsOf(durations: readonly number[]): number[] {
  const counts = new Map<number, number>();
  for (const duration of durations) counts.set(bucketOf(duration), (counts.get(bucketOf(duration)) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => one - other).flat();
}

describe('random records', () => {
  it('of calls have the figures of the rules', () => {
    fc.assert(
      fc.property(fc.array(callRecord, { maxLength: 60 }), losses, cuts, (unsorted, lost, windows) => {
        const records = sorted(unsorted);
        const analysis = analysisOf({ records, losses: lost, cuts: windows });
        const { functions, withoutEntry } = expectedFunctions(
          records,
          lost.flatMap(({ fromNs, toNs }) => [fromNs, toNs]),
        );
        const shown = shownFunctions(analysis);
        expect([...shown.keys()].sort()).toEqual([...functions.keys()].sort());
        for (const [key, { calls, selfNs, totalNs, cut }] of shown) {
          const expected = functions.get(key);
          const durations = expected?.durations ?? [];
          expect({ key, count: calls.count, selfNs, totalNs, cut }).toEqual({
            key,
            count: durations.length,
            selfNs: expected?.self,
            totalNs: expected?.total,
            cut: expected?.cut,
          });
          expect([...calls.buckets]).toEqual(bucketsOf(durations));
          if (durations.length > 0) {
            expect([calls.minNs, calls.maxNs]).toEqual([Math.min(...durations), Math.max(...durations)]);
          }
        }
        expect(analysis.exitsWithoutEntry).toBe(withoutEntry);
      }),
      { numRuns: 300 },
    );
  });

  it('have the same answer, however the range is cut into windows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(callRecord, kernelRecord), { maxLength: 80 }),
        losses,
        cuts,
        fc.tuple(time, time),
        (unsorted, lost, windows, [one, other]) => {
          const records = sorted(unsorted);
          const range = { fromNs: Math.min(one, other), toNs: Math.max(one, other) + 1 };
          const trace = { records, losses: lost, events: EVENTS, ...range };
          expect(analysisOf({ ...trace, cuts: windows })).toEqual(analysisOf(trace));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('have the same answer and spans of a range from a checkpoint as from the begin', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(callRecord, kernelRecord), { maxLength: 80 }),
        losses,
        cuts,
        fc.tuple(time, time, time),
        (unsorted, lost, windows, times) => {
          const [checkpointNs = 0, fromNs = 0, toNs = 0] = [...times].sort((one, other) => one - other);
          const records = sorted(unsorted);
          const trace = { records, losses: lost, events: EVENTS, cuts: windows, fromNs, toNs: toNs + 1 };
          expect(analysisOf({ ...trace, checkpointNs })).toEqual(analysisOf(trace));
          expect(spanLines({ ...trace, checkpointNs })).toEqual(spanLines(trace));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('have states that fill the range, and ranges that follow each other add up', () => {
    fc.assert(
      fc.property(
        fc.array(kernelRecord, { maxLength: 60 }),
        fc.integer({ min: 1, max: LENGTH - 1 }),
        (unsorted, cut) => {
          const records = sorted(unsorted);
          const whole = analysisOf({ records, events: EVENTS });
          const parts = [
            analysisOf({ records, events: EVENTS, toNs: cut }),
            analysisOf({ records, events: EVENTS, fromNs: cut }),
          ];
          for (const { tid, statesNs } of whole.threads) {
            if (!statesNs) continue;
            expect(statesNs.reduce((sum, ns) => sum + ns, 0)).toBe(LENGTH);
            const sums = new Float64Array(statesNs.length);
            for (const [index, part] of parts.entries()) {
              const states = part.threads.find((thread) => thread.tid === tid)?.statesNs;
              const lengthNs = index === 0 ? cut : LENGTH - cut;
              // Without scheduling events the whole part is unknown.
              for (let state = 0; state < sums.length; state++) {
                const ns = states ? states[state] : state === sums.length - 1 ? lengthNs : 0;
                sums[state] = (sums[state] as number) + (ns as number);
              }
            }
            expect(sums).toEqual(statesNs);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
