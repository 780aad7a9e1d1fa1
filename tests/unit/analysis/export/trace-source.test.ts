import { traceSource } from '@core/analysis/export/trace-source';
import { ENTRY, type ExportSource } from '@core/analysis/formats/export-source';
import { perfettoOf } from '@core/analysis/formats/perfetto/write-perfetto';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { readPerfetto } from '../formats/perfetto-file';
import { written } from '../formats/written';
import { kernelAndUserspace, withOpened } from './opened-trace';

/** Events of the recording in tests/fixtures, as babeltrace2 counts them. */
const EVENTS = 130_274;

const scratch = scratchFolder();
const signal = new AbortController().signal;

const withRecording = <T>(work: (trace: OpenedTrace) => Promise<T>): Promise<T> =>
  withOpened(scratch.path, kernelAndUserspace(scratch.path), [], work);

const sourceOf = (trace: OpenedTrace, fromNs = 0, toNs = trace.reading.span.lengthNs + 1): ExportSource =>
  traceSource(trace, { fromNs, toNs }, NO_SYMBOLS);

/** Entries of each kind, with a check of the order that formats rely on. */
async function entriesOf(source: ExportSource): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const last = new Map<number, number>();
  const open = new Map<number, number>();
  for await (const { count, timeNs, thread, kind } of source.timeline(signal))
    for (let index = 0; index < count; index += 1) {
      const [at = -1, who = -1, what = -1] = [timeNs[index], thread[index], kind[index]];
      const name = Object.keys(ENTRY)[what] ?? '';
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (at < (last.get(who) ?? source.range.fromNs) || at > source.range.toNs)
        throw new Error(`A time of thread ${who} is out of order.`);
      last.set(who, at);
      if (what === ENTRY.syscallBegin) open.set(who, (open.get(who) ?? 0) + 1);
      if (what === ENTRY.syscallEnd) open.set(who, (open.get(who) ?? 0) - 1);
      if (![0, 1, undefined].includes(open.get(who))) throw new Error(`Thread ${who} is in two system calls.`);
    }
  expect([...open.values()].every((one) => one === 0)).toBe(true);
  return counts;
}

it('exports every event of a recording of the kernel and of userspace', async () => {
  await withRecording(async (trace) => {
    let lines = 0;
    let lastNs = 0;
    for await (const { events } of sourceOf(trace).events(signal))
      for (const { timeNs } of events) {
        if (timeNs < lastNs) throw new Error(`An event at ${timeNs} is out of order.`);
        lastNs = timeNs;
        lines += 1;
      }
    expect(lines).toBe(EVENTS);
  });
});

it('has threads with names, processes, system calls, states and counters of a recording', async () => {
  await withRecording(async (trace) => {
    const source = sourceOf(trace);
    const file = await readPerfetto(await written(perfettoOf, source, scratch.path));
    const named = [...file.tracks.values()].flatMap(({ thread }) => thread?.threadName ?? []);
    expect(named).toContain('ustdemo');
    expect(named.filter((name) => /^thread|no name/.test(name))).toEqual([]);
    expect([...file.tracks.values()].map(({ process }) => process?.processName)).toContain('ustdemo');
    const states = new Set(file.slices.map(({ name }) => name));
    for (const name of ['running', 'waiting to run', 'openat', 'futex']) expect(states).toContain(name);
    expect(file.instants.length).toBeGreaterThan(1000);
    const counters = [...file.tracks.values()].filter(({ counter }) => counter).map(({ name }) => name);
    expect(counters).toEqual(['Events of 0-kernel', 'Events of 1-userspace']);
  });
});

it('counts all events in the bins of the counters', async () => {
  await withRecording(async (trace) => {
    const source = sourceOf(trace);
    const binNs = Math.ceil(source.range.toNs / 1000);
    const changes: [timeNs: number, counter: number, value: number][] = [];
    for await (const { counters } of source.timeline(signal))
      for (let index = 0; index < counters.count; index += 1)
        changes.push([counters.timeNs[index] ?? 0, counters.counter[index] ?? 0, counters.value[index] ?? 0]);
    let events = 0;
    for (const [index, [at, counter, value]] of changes.entries()) {
      const next = changes[index + 1];
      const until = next?.[1] === counter ? next[0] : binNs * 1000;
      events += (value * (until - at)) / binNs;
    }
    expect(events).toBe(EVENTS);
  });
});

it('has threads and calls in order, and ends every system call', async () => {
  await withRecording(async (trace) => {
    const counts = await entriesOf(sourceOf(trace));
    expect(counts.get('syscallBegin')).toBe(counts.get('syscallEnd'));
    expect(counts.get('wake')).toBeGreaterThan(1000);
  });
});

it('exports a part of a recording with what was open at its begin', async () => {
  await withRecording(async (trace) => {
    const { lengthNs } = trace.reading.span;
    const [fromNs, toNs] = [Math.floor(lengthNs / 3), Math.floor((lengthNs * 2) / 3)];
    const source = sourceOf(trace, fromNs, toNs);
    await entriesOf(source);
    const part = sourceOf(trace, fromNs, toNs);
    const { slices } = await readPerfetto(await written(perfettoOf, part, scratch.path));
    const beginNs = trace.reading.span.beginNs;
    expect(slices.some(({ beginNs: at }) => at === beginNs + BigInt(fromNs))).toBe(true);
    const outside = slices.filter(
      (one) => one.beginNs < beginNs + BigInt(fromNs) || one.endNs > beginNs + BigInt(toNs),
    );
    expect(outside).toEqual([]);
    let events = 0;
    for await (const batch of part.events(signal)) events += batch.events.length;
    expect(events).toBeGreaterThan(0);
    expect(events).toBeLessThan(EVENTS);
  });
});

it('puts the events of userspace and of the kernel of a thread on one row', async () => {
  await withRecording(async (trace) => {
    const source = sourceOf(trace);
    await entriesOf(source);
    const { threads, processes } = source.tables;
    const demos = processes.flatMap(({ name, pid }, index) => (name === 'ustdemo' ? [{ pid, index }] : []));
    expect(demos.length).toBeGreaterThan(2);
    for (const { pid, index } of demos)
      expect(threads.filter(({ process, tid }) => process === index && tid === pid).length).toBeLessThanOrEqual(1);
  });
});
