import { describe, expect, it } from 'vitest';
import { CpuTimeline } from '../../vm/reading/cpu-timeline';
import { NamespaceView } from '../../vm/reading/namespace-view';
import { FunctionEntries, offCpuEntries } from '../../vm/reading/off-cpu-entries';
import { contextText, parseEvent, payloadNumber, payloadText } from '../../vm/reading/trace-event';
import { eventsOf, executed, functionEntry, KERNEL_LINES, switched } from './kernel-lines';

const timelineOf = (lines: readonly string[]): CpuTimeline => {
  const timeline = new CpuTimeline();
  for (const event of eventsOf(lines)) timeline.listen(event);
  return timeline;
};

const offCpu = (entries: readonly string[]): number[] => {
  const collected = new FunctionEntries();
  for (const event of eventsOf(entries)) collected.listen(event);
  return offCpuEntries(collected.all, timelineOf(KERNEL_LINES)).map(({ atNs }) => Number(atNs % 1_000_000_000n));
};

describe('a line of babeltrace2', () => {
  it('is taken apart whatever its texts hold', () => {
    const event = parseEvent(KERNEL_LINES[2] ?? '');
    expect(event).toMatchObject({ name: 'syscall_entry_openat', atNs: 100_000_000_210n, cpu: 0 });
    expect(contextText(event, 'procname')).toBe('ls');
    expect(payloadText(event, 'filename')).toBe('/, }, { x');
    expect(payloadNumber(parseEvent(KERNEL_LINES[1] ?? ''), 'prev_tid')).toBe(30);
  });

  it('that is no event is refused', () => {
    expect(() => parseEvent('[warning] Tracer discarded 3 events')).toThrow('no event');
  });
});

describe('the scheduler', () => {
  it('says when each thread was on a CPU, from the first event to the last', () => {
    const ofContainer = timelineOf(KERNEL_LINES).stays.filter(({ tid }) => tid === 500);
    expect(
      ofContainer.map(({ cpu, fromNs, toNs }) => [cpu, Number(fromNs % 1000n), Number((toNs ?? 0n) % 1000n)]),
    ).toEqual([
      [0, 200, 300],
      [0, 400, 500],
    ]);
    expect(timelineOf(KERNEL_LINES).at(0, 100_000_000_150n)?.tid).toBe(30);
    expect(timelineOf(KERNEL_LINES).at(0, 100_000_000_050n)).toBeUndefined();
    expect(timelineOf(KERNEL_LINES).at(1, 100_000_000_999n)?.tid).toBe(30);
  });

  it('knows the thread of the host by its number in the container, also when it exits', () => {
    const timeline = timelineOf(KERNEL_LINES);
    expect(timeline.hostThreadOf({ pidNs: 77, vtid: 1 })).toBe(500);
    expect(timeline.hostThreadOf({ pidNs: 77, vtid: 2 })).toBeUndefined();
    expect(timeline.at(0, 100_000_000_450n)?.thread).toEqual({ pidNs: 77, vtid: 1 });
  });

  it('refuses a recording that lacks a switch', () => {
    const timeline = timelineOf([...KERNEL_LINES, switched(600, 0, 'vtid = 3, pid_ns = 1', 3, 0)]);
    expect(() => timeline.stays).toThrow('events are missing');
    expect(() => timeline.at(0, 100_000_000_450n)).toThrow('events are missing');
  });

  it('knows a thread that starts a program under the number of its process’s first', () => {
    const comes = switched(600, 0, 'vtid = 0, pid_ns = 1', 0, 33);
    const leaves = switched(700, 0, 'vtid = 30, pid_ns = 1', 30, 0);
    const comesAgain = switched(750, 0, 'vtid = 0, pid_ns = 1', 0, 30);
    const atOnce = timelineOf([...KERNEL_LINES, comes, executed(650, 0, 33, 30), leaves]);
    expect([640n, 660n].map((ns) => atOnce.at(0, 100_000_000_000n + ns)?.tid)).toEqual([33, 30]);
    const later = timelineOf([...KERNEL_LINES, comes, leaves, comesAgain, executed(800, 0, 33, 30)]);
    expect(later.at(0, 100_000_000_760n)?.tid).toBe(30);
  });
});

describe('function entries', () => {
  it('lie in a time of their thread on that CPU', () => {
    expect(offCpu([functionEntry(200, 0), functionEntry(299, 0), functionEntry(450, 0)])).toEqual([]);
  });

  it('stand out when the clock or the CPU is another one', () => {
    expect(
      offCpu([functionEntry(199, 0), functionEntry(250, 1), functionEntry(320, 0), functionEntry(501, 0)]),
    ).toEqual([199, 250, 320, 501]);
  });
});

describe('a namespace', () => {
  it('has its processes and their system calls', () => {
    const view = new NamespaceView();
    for (const event of eventsOf(KERNEL_LINES)) view.listen(event);
    expect(view.processesOf(77)).toEqual([{ vpid: 1, procnames: ['ls'] }]);
    expect(view.sawFork(77)).toBe(true);
    expect(view.systemCalls(77, 'openat', 'ls')).toBe(1);
    expect(view.systemCalls(77, 'getdents64')).toBe(1);
    expect(view.systemCalls(1, 'getdents64')).toBe(0);
    expect([...view.pidNamespaces]).toEqual([1, 77]);
  });
});
