import { join } from 'node:path';
import { analyse } from '@reader/analysis/analyse';
import type { Analysis } from '@reader/analysis/analysis';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import { readSpans } from '@reader/compiled/follow-spans';
import { openTrace } from '@reader/open-trace';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { completedSyscalls, decodedCounts, runningTimes } from '../../../setup/decoded-kernel';
import { firstDifference } from '../../../setup/first-difference';
import { leavesBelow, openedLeaf, readLeaf } from '../../../setup/leaf-folders';
import { unpackedRecording } from '../../../setup/sample-recording';
import { describeWithTraces } from '../../../setup/shared-traces';

const KIB = 1024;

describe('analysis of our recording', () => {
  const folder = unpackedRecording();
  const open = (): TraceReading => openTrace(leavesBelow(folder).map((leaf) => readLeaf(join(folder, leaf))));
  const kernel = (): TraceReading =>
    openTrace(
      leavesBelow(folder)
        .filter((leaf) => leaf.endsWith('kernel'))
        .map((leaf) => readLeaf(join(folder, leaf))),
    );

  it('does not depend on windows', async () => {
    const large = await analyse(open(), {});
    const small = await analyse(open(), {}, { windowBytes: 100 * KIB });
    expect(firstDifference(small, large)).toBeNull();
  });

  it('counts the events that the decoder reads', async () => {
    const reading = open();
    const analysis = await analyse(reading, {});
    expect([...analysis.eventCounts]).toEqual(decodedCounts(reading));
    const all = analysis.eventCounts.reduce((sum, count) => sum + count, 0);
    expect(all).toBeGreaterThan(100_000);
    expect(analysis.density.reduce((sum, count) => sum + count, 0)).toBe(all);
    expect(analysis.threads.reduce((sum, { events }) => sum + events, 0)).toBe(all);
  });

  it('gives each thread the time that it had a CPU', async () => {
    const reading = kernel();
    const { threads } = await analyse(reading, {});
    const expected = runningTimes(reading);
    const found = new Map(threads.flatMap(({ tid, statesNs }) => (statesNs?.[0] ? [[tid, statesNs[0]]] : [])));
    expect([...found].sort()).toEqual([...expected].filter(([, ns]) => ns > 0).sort());
    for (const { statesNs } of threads) {
      if (statesNs) expect(statesNs.reduce((sum, ns) => sum + ns, 0)).toBe(reading.span.lengthNs);
    }
  });

  it('matches entries and exits of system calls', async () => {
    const reading = kernel();
    const { syscalls } = await analyse(reading, {});
    const found = new Map<string, { count: number; totalNs: number }>();
    for (const { name, calls } of syscalls) {
      const row = found.get(name) ?? { count: 0, totalNs: 0 };
      if (calls.count > 0) found.set(name, { count: row.count + calls.count, totalNs: row.totalNs + calls.totalNs });
    }
    expect(found).toEqual(completedSyscalls(reading, (context) => Number(context.get('tid'))));
  });

  it('continues from each checkpoint, with the same answer', async () => {
    const checkpoints: Checkpoint[] = [];
    const options = { windowBytes: 500 * KIB };
    await analyse(open(), {}, { ...options, onCheckpoint: (checkpoint) => checkpoints.push(checkpoint) });
    expect(checkpoints.length).toBeGreaterThan(0);
    for (const checkpoint of checkpoints) {
      const range = { fromNs: checkpoint.atNs + 1_000_000, toNs: checkpoint.atNs + 101_000_000 };
      const expected = await analyse(open(), { range });
      expect(firstDifference(await analyse(open(), { range }, { checkpoint }), expected)).toBeNull();
    }
  });

  it('has spans of all system calls and states', async () => {
    let [syscalls, statesNs] = [0, 0];
    const reading = kernel();
    for await (const { batch } of readSpans(reading, {}, { windowBytes: 500 * KIB })) {
      syscalls += batch.syscalls.count;
      batch.states.beginNs.forEach((beginNs, at) => {
        statesNs += (batch.states.endNs[at] as number) - beginNs;
      });
    }
    const analysis = await analyse(reading, {});
    const known = analysis.threads.reduce(
      (sum, { statesNs: ns }) => sum + (ns?.slice(0, -1).reduce((a, b) => a + b, 0) ?? 0),
      0,
    );
    expect(statesNs).toBe(known);
    const entered = analysis.eventCounts.reduce((sum, count, index) => {
      const isEntry = reading.eventClasses[index]?.class.name.startsWith('syscall_entry_');
      return isEntry ? sum + count : sum;
    }, 0);
    expect(syscalls).toBe(entered);
  });

  it('can be cancelled', async () => {
    await expect(analyse(open(), { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describeWithTraces('analysis', ['babeltrace', 'tracecompass'], (folder) => {
  const callsOf = ({ functions }: Analysis): number =>
    functions.reduce((sum, { calls, cut }) => sum + calls.count + cut, 0);

  it.each(leavesBelow(folder))('counts the events that the decoder reads of %s, whatever the windows', async (leaf) => {
    const reading = openedLeaf(join(folder, leaf));
    if (!reading) return;
    const analysis = await analyse(reading, {});
    expect([...analysis.eventCounts]).toEqual(decodedCounts(reading));
    expect(firstDifference(await analyse(reading, {}, { windowBytes: 16 * KIB }), analysis)).toBeNull();
  });

  it('finds all calls of glxgears', async () => {
    const leaf = leavesBelow(folder).find((name) => name.includes('cyg-profile'));
    const reading = openedLeaf(join(folder, leaf ?? ''));
    if (!reading) throw new Error('the trace cannot be read');
    const analysis = await analyse(reading, {});
    const entries = reading.eventClasses.reduce(
      (sum, { class: { name } }, index) =>
        name.endsWith(':func_entry') ? sum + (analysis.eventCounts[index] ?? 0) : sum,
      0,
    );
    expect(entries).toBeGreaterThan(0);
    expect(callsOf(analysis)).toBe(entries);
  });
});
