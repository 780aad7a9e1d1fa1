import { cpSync, readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countByDecoding } from '@core/library/count-by-decoding';
import { countEvents } from '@core/library/count-events';
import { countTrace } from '@core/library/count-trace';
import { TraceLibrary } from '@core/library/trace-library';
import { readingsOf } from '@core/library/trace-readings';
import { openTrace } from '@reader/open-trace';
import type { TraceRecord } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { readLeaf } from '../../setup/leaf-folders';
import { writeOddCtf } from '../../setup/odd-ctf';
import { runTool } from '../../setup/run-tool';
import { describeWithTraces } from '../../setup/shared-traces';
import { writeSmallCtf } from '../../setup/small-ctf';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const SAMPLE = join(import.meta.dirname, '../../fixtures/kernel-and-userspace.tar.gz');

type Leaves = Record<string, 'kernel' | 'userspace'>;

/** A record of these leaves. @param config null: of another tool, whose leaves are read apart */
function recordWith(leaves: Leaves, change: Partial<TraceRecord> = {}): TraceRecord {
  const recordings = Object.entries(leaves).map(([path, domain]) => ({
    domain,
    daemon: null,
    session: 'session',
    leaves: [{ path, uid: null, part: null }],
    events: null,
    clockShiftNs: null,
    discardedEvents: 0,
    lostPackets: 0,
  }));
  return recordOf({ recordings, ...change });
}

/** What both readers find: babeltrace2 by its text, and the app's own reader. */
async function both(folder: string, record: TraceRecord, startsMs: number[] = []) {
  const { warnings, losses: _, lengthNs: __, ...ours } = await countByDecoding(folder, record, startsMs);
  return { ours, theirs: await countEvents(await readingsOf(folder, record), startsMs), warnings };
}

describe('counting by the app’s own reader', () => {
  it('finds the same events, processes and namespaces in a trace of kernel and userspace as babeltrace2', async () => {
    runTool('tar', ['-xzf', SAMPLE, '-C', scratch.path]);
    const leaves: Leaves = { 'sample-trace/kernel': 'kernel', 'sample-trace/ust/uid/0/64-bit': 'userspace' };
    const first = await both(scratch.path, recordWith(leaves));
    expect(first.ours.events).toEqual({ kernel: 130_177, userspace: 97 });
    const startMs = (first.ours.firstAtMs ?? 0) + 2_000;
    const { ours, theirs, warnings } = await both(scratch.path, recordWith(leaves), [startMs]);
    expect(ours).toEqual(theirs);
    expect(ours.spans.length).toBeGreaterThan(0);
    expect(ours.births.length).toBeGreaterThan(0);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['times before the epoch', { offsetS: -5 }],
    ['no clock', { offsetS: null }],
    ['a name of several lines', { name: 'a\\n[1.000000000] b: ' }],
    ['events without a payload', { fields: '', payloads: [Buffer.alloc(0), Buffer.alloc(0)] }],
  ])('finds the same as babeltrace2 in a trace of another tracer with %s', async (_what, odd) => {
    writeOddCtf(join(scratch.path, 'leaf'), odd);
    const { ours, theirs } = await both(scratch.path, recordWith({ leaf: 'userspace' }, { config: null }));
    expect(ours.events).toEqual(theirs.events);
    if (!('name' in odd)) expect([ours.firstAtMs, ours.lastAtMs]).toEqual([theirs.firstAtMs, theirs.lastAtMs]);
  });

  it('takes the domain of a leaf from the record, not from its metadata', async () => {
    writeOddCtf(join(scratch.path, 'leaf'), { domain: 'ust' });
    const { events } = await countByDecoding(scratch.path, recordWith({ leaf: 'kernel' }), []);
    expect(events).toEqual({ kernel: 3, userspace: 0 });
  });

  it('ends when it is cancelled', async () => {
    runTool('tar', ['-xzf', SAMPLE, '-C', scratch.path]);
    const record = recordWith({ 'sample-trace/kernel': 'kernel' });
    const counting = countByDecoding(scratch.path, record, [], AbortSignal.abort());
    await expect(counting).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('a counted trace of the library', () => {
  const ID = '20260102-030405-abcdef';

  /** A library with one trace of 10 events. @returns its leaf */
  function planted(): string {
    const leaf = writeSmallCtf(join(scratch.path, ID), { below: 'leaf' });
    const record = recordWith({ leaf: 'userspace' }, { id: ID, events: null, sizeBytes: null });
    writeFileSync(join(scratch.path, ID, 'trace.json'), JSON.stringify(record));
    return leaf;
  }
  const counted = async () => {
    const library = new TraceLibrary(scratch.path);
    const events = await countTrace(library, ID);
    return { events, record: await library.record(ID) };
  };
  const codesOf = ({ warnings }: TraceRecord): string[] => warnings.map(({ code }) => code);

  it('has no warning', async () => {
    planted();
    const { events, record } = await counted();
    expect(events).toBe(10);
    expect(record).toMatchObject({ state: 'ready', events: 10, warnings: [] });
  });

  it('gives the trace the length from its first to its last packet, as the opened trace has it', async () => {
    const leaf = planted();
    const { record } = await counted();
    expect(record.durationMs).toBe(Math.round(openTrace([readLeaf(leaf)]).span.lengthNs / 1e6));
    expect(record.durationMs).not.toBe(recordWith({}).durationMs);
  });

  it('keeps the events that can be read, and names the place that cannot', async () => {
    const leaf = planted();
    const stream = join(leaf, 'channel_0');
    truncateSync(stream, statSync(stream).size - 20);
    const { record } = await counted();
    expect(record.state).toBe('damaged');
    expect(record.events).toBeGreaterThan(0);
    expect(record.events).toBeLessThan(10);
    expect(codesOf(record)).toEqual(['unreadable']);
    expect(record.warnings[0]?.message).toContain('leaf/channel_0');
  });

  it('is damaged if neither reader can read its metadata', async () => {
    const leaf = planted();
    writeFileSync(join(leaf, 'metadata'), '/* CTF 1.8 */ nonsense');
    const { events, record } = await counted();
    expect(events).toBeNull();
    expect(record.state).toBe('damaged');
    expect(codesOf(record)).toEqual(['unreadable']);
  });
});

describeWithTraces('counting of the public traces', ['tracecompass'], (folder) => {
  const leaves = readdirSync(join(folder, 'tracecompass'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('/metadata'))
    .map((path) => path.slice(0, -'/metadata'.length));
  const isOfKernel = (leaf: string): boolean =>
    /domain = "?kernel/.test(readFileSync(join(folder, 'tracecompass', leaf, 'metadata'), 'latin1'));
  const lttng = leaves.filter((leaf) => isOfKernel(leaf)).slice(0, 8);

  it.each(lttng)('finds the same processes in %s as babeltrace2', async (leaf) => {
    cpSync(join(folder, 'tracecompass', leaf), join(scratch.path, 'leaf'), { recursive: true });
    const { ours, theirs } = await both(scratch.path, recordWith({ leaf: 'kernel' }), [0]);
    expect(ours).toEqual(theirs);
  });
});
