import { chromeOf } from '@core/analysis/formats/write-chrome';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { withAllHostileNames } from './hostile-names';
import { type MarkerList, type ThreadList, withProfile } from './profiler-cli';
import { busySource, largeSource, SyntheticSource } from './synthetic-source';
import { written } from './written';

interface ChromeFile {
  traceEvents: ChromeEvent[];
}
interface ChromeEvent {
  ph: 'X' | 'M' | 'C';
  name: string;
  cat?: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  args?: Record<string, unknown>;
}

const scratch = scratchFolder();

/** Reads the file, and checks that the complete events of each thread nest if outer ones come first. */
async function exported(source: SyntheticSource): Promise<ChromeEvent[]> {
  const { traceEvents }: ChromeFile = JSON.parse(String(await written(chromeOf, source, scratch.path)));
  const rows = new Map<string, ChromeEvent[]>();
  for (const event of traceEvents.filter(({ ph }) => ph === 'X')) {
    const row = `${event.pid}/${event.tid}`;
    const events = rows.get(row);
    if (events) events.push(event);
    else rows.set(row, [event]);
  }
  for (const events of rows.values()) {
    const open: number[] = [];
    // A reader sorts by begin, and keeps the file's order of equal begins.
    for (const { ts, dur } of events.sort((a, b) => a.ts - b.ts)) {
      const end = Math.round((ts + dur) * 1000);
      while ((open.at(-1) ?? Number.POSITIVE_INFINITY) <= Math.round(ts * 1000) && open.at(-1) !== end) open.pop();
      if (end > (open.at(-1) ?? end)) throw new Error(`An event at ${ts} ends after the one around it.`);
      open.push(end);
    }
  }
  return traceEvents;
}

it('has complete events with exact times, and no begin and end events', async () => {
  const events = await exported(busySource());
  expect(new Set(events.map(({ ph }) => ph))).toEqual(new Set(['X', 'M', 'C']));
  expect(events.filter(({ cat }) => cat === 'call').map(({ name, ts, dur, args }) => [name, ts, dur, args])).toEqual([
    ['parse_value', 1, 69.001, undefined],
    ['0x7fff12345678', 1, 0, undefined],
    ['parse_value', 5, 495, { cut: true }],
    ['0x7fff12345678', 700, 0, undefined],
    ['main', 0, 1_000_000, { cut: true }],
  ]);
  expect(events.filter(({ cat }) => cat === 'syscall').map(({ name, args }) => [name, args])).toEqual([
    ['openat', undefined],
    ['read', { failed: true }],
  ]);
  const states = events.filter(({ cat }) => cat === 'state');
  expect(states.map(({ name, ts, dur }) => [name, ts, dur])).toEqual([
    ['running', 0, 85],
    ['blocked on disk', 85, 515],
    ['waiting to run', 600, 0.5],
    ['running', 600.5, 999_399.5],
  ]);
  expect(states[2]?.args).toEqual({ 'woken by': 'postgres' });
  expect(events.filter(({ ph }) => ph === 'C').map(({ name, ts, args }) => [name, ts, args])).toEqual([
    ['Events', 0.01, { count: 5 }],
    ['Memory in use', 0.01, { bytes: 4096 }],
    ['Memory in use', 0.02, { bytes: 2 ** 40 }],
    ['Memory in use', 0.03, { bytes: 0 }],
    ['Lost events (db-1)', 0.04, { count: 0.5 }],
  ]);
});

it('is loaded by the Firefox Profiler with every thread and call', async () => {
  await withProfile(scratch.path, await written(chromeOf, busySource(), scratch.path), async ({ ask }) => {
    const { threads } = await ask<ThreadList>('thread', 'list');
    expect(threads.map(({ name, processName }) => [processName, name]).sort()).toEqual([
      ['api (api-1)', 'api'],
      ['api (api-1)', 'api: state'],
      ['api (api-1)', 'api: system calls'],
      ['api (api-1)', 'worker'],
      ['postgres (db-1)', 'postgres'],
    ]);
    const markers = await ask<MarkerList>('thread', 'markers', '--thread', 't-0', '--list');
    expect(markers.totalMarkerCount).toBe(3);
  });
});

it('keeps every call of many threads in an order that readers can nest', async () => {
  const calls = 60_000;
  const events = await exported(largeSource(calls, 5, 20));
  expect(events.filter(({ ph }) => ph === 'X')).toHaveLength(calls);
});

it('keeps all calls of a trace without a clock, whose times are all 0', async () => {
  const source = new SyntheticSource();
  for (let depth = 0; depth < 20_000; depth += 1) source.begin(0, 0, depth % 3);
  for (let depth = 0; depth < 20_000; depth += 1) source.end(0, 0);
  expect((await exported(source)).filter(({ ph }) => ph === 'X')).toHaveLength(20_000);
});

it('is loaded by the Firefox Profiler with hostile names', async () => {
  const source = withAllHostileNames(busySource());
  const events = await exported(source);
  for (const { name } of events) expect(name.length).toBeLessThan(2100);
  await withProfile(scratch.path, await written(chromeOf, source, scratch.path), async ({ ask }) => {
    const { threads } = await ask<ThreadList>('thread', 'list');
    expect(threads).toHaveLength(5);
  });
});

it('is a valid file for a range without anything', async () => {
  expect(await exported(new SyntheticSource())).toEqual([]);
});

it('stops when the export is cancelled', async () => {
  await expect(written(chromeOf, busySource(), scratch.path, AbortSignal.abort())).rejects.toThrow('aborted');
});
