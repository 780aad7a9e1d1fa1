import { readEvents } from '@reader/events/read-events';
import type { TraceReading } from '@reader/trace-reading';

/** What the decoder's events say about a trace, computed without the scan: the expected values of tests. */

/** Events by class over all leaves, by index. */
export function decodedCounts(reading: TraceReading): number[] {
  const index = new Map(reading.eventClasses.map((row, at) => [row.class, at]));
  const counts = new Array<number>(reading.eventClasses.length).fill(0);
  for (const batch of readEvents(reading)) {
    for (const { eventClass } of batch) {
      const at = index.get(eventClass) ?? -1;
      counts[at] = (counts[at] ?? 0) + 1;
    }
  }
  return counts;
}

/** Nanoseconds on a CPU by thread id, from the sched_switch events of each CPU; the last thread runs until the trace's end. */
export function runningTimes(reading: TraceReading): Map<number, number> {
  const since = new Map<number, { tid: number; fromNs: number }>();
  const times = new Map<number, number>();
  const add = (tid: number, ns: number): void => {
    if (tid !== 0) times.set(tid, (times.get(tid) ?? 0) + ns);
  };
  const select = ({ name }: { name: string }): boolean => name === 'sched_switch';
  for (const batch of readEvents(reading, { select })) {
    for (const { timeNs, cpu, payload } of batch) {
      const before = since.get(cpu);
      if (before) add(before.tid, timeNs - before.fromNs);
      since.set(cpu, { tid: Number(payload.get('next_tid')), fromNs: timeNs });
    }
  }
  for (const { tid, fromNs } of since.values()) add(tid, reading.span.lengthNs - fromNs);
  return times;
}

/** Completed system calls by name: entry and exit that follow each other on one thread, by the context or field of its id. */
export function completedSyscalls(reading: TraceReading, threadOf: (context: ReadonlyMap<string, unknown>) => number) {
  const open = new Map<number, { name: string; atNs: number }>();
  const calls = new Map<string, { count: number; totalNs: number }>();
  const select = ({ name }: { name: string }): boolean => /^syscall_(entry|exit)_/.test(name);
  for (const batch of readEvents(reading, { select })) {
    for (const { timeNs, eventClass, commonContext } of batch) {
      const [, kind, name = ''] = /^syscall_(entry|exit)_(.*)$/.exec(eventClass.name) ?? [];
      const thread = threadOf(commonContext);
      const before = open.get(thread);
      open.delete(thread);
      if (kind === 'entry') open.set(thread, { name, atNs: timeNs });
      else if (before?.name === name) {
        const row = calls.get(name) ?? { count: 0, totalNs: 0 };
        calls.set(name, { count: row.count + 1, totalNs: row.totalNs + timeNs - before.atNs });
      }
    }
  }
  return calls;
}
