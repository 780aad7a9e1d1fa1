import { userEventsAt } from '@core/trace-view/marks/events-at';
import { isMarkClass } from '@core/trace-view/marks/mark-classes';
import { MarkList } from '@core/trace-view/marks/mark-list';
import { nextMark } from '@core/trace-view/marks/next-mark';
import { viewMarks } from '@core/trace-view/marks/view-marks';
import type { TraceView } from '@core/trace-view/opened/trace-view';
import { eventsIn } from '@shared/trace-view/events-in';
import { describe, expect, it, test } from 'vitest';
import { eventClass } from '../../setup/lttng-events';
import { field, integer } from '../../setup/lttng-trace';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withSample } from './opened-view';

const scratch = scratchFolder();
const all = ({ lengthNs }: TraceView) => ({ fromNs: 0, toNs: lengthNs });
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

/** Events `ustdemo:step` of the recording in tests/fixtures, as babeltrace2 counts them. */
const STEPS = 25;

async function marksOf(view: TraceView, columns: number) {
  const { rows } = (await view.whole(TOOLS)).answer;
  const marks = await viewMarks(view, { range: all(view), columns, rows: [...rows.keys()] }, TOOLS);
  const named = [...marks.row].map((row, at) => ({
    row,
    atNs: marks.atNs[at] ?? Number.NaN,
    name: marks.names[marks.name[at] ?? -1] ?? '',
    count: marks.count[at] ?? 0,
  }));
  return { rows, marks, named };
}

describe('the user events of a recording', () => {
  it('are marks in the rows of their threads', () =>
    withSample(scratch.path, async (view) => {
      const { rows, marks, named } = await marksOf(view, 4_096);
      const steps = named.filter(({ name }) => name === 'ustdemo:step');
      expect(sum(steps.map(({ count }) => count))).toBe(STEPS);
      for (const { row } of steps) expect(rows[row]?.kind).toBe('thread');
      expect(marks.names.filter((name) => /statedump|sched_switch|syscall|irq|timer/.test(name))).toEqual([]);
      expect(marks.isTooMany).toBe(false);
      const order = named.map(({ row, atNs }) => [row, atNs]);
      expect(order).toEqual([...order].sort(([a = 0, x = 0], [b = 0, y = 0]) => a - b || x - y));
    }));

  it('are counted where a column has several, and never more marks than columns are in a row', () =>
    withSample(scratch.path, async (view) => {
      const fine = await marksOf(view, 4_096);
      const coarse = await marksOf(view, 16);
      expect(sum(coarse.marks.count)).toBe(sum(fine.marks.count));
      for (const row of new Set(coarse.marks.row))
        expect(coarse.named.filter((mark) => mark.row === row).length).toBeLessThanOrEqual(16);
      expect(Math.max(...coarse.marks.count)).toBeGreaterThan(1);
    }));

  it('have the fields that the program recorded', () =>
    withSample(scratch.path, async (view) => {
      const { named } = await marksOf(view, 4_096);
      const step = named.find(({ name }) => name === 'ustdemo:step');
      const events = await userEventsAt(view, { row: step?.row ?? -1, atNs: step?.atNs ?? -1 }, TOOLS);
      expect(events).toMatchObject([{ name: 'ustdemo:step', row: step?.row, at: { timeNs: step?.atNs } }]);
      expect(events[0]?.fields.length).toBeGreaterThan(0);
      expect(await userEventsAt(view, { row: step?.row ?? -1, atNs: (step?.atNs ?? 0) + 1 }, TOOLS)).toEqual([]);
    }));

  it('are reached one after the other in both directions', () =>
    withSample(scratch.path, async (view) => {
      const { named } = await marksOf(view, 4_096);
      const row = named.find(({ name }) => name === 'ustdemo:step')?.row ?? -1;
      const forward: number[] = [];
      for (let atNs = 0; ; ) {
        const next = await nextMark(view, { rows: [row], atNs, direction: 'next' }, TOOLS);
        if (!next) break;
        expect(next.row).toBe(row);
        forward.push(next.atNs);
        atNs = next.atNs;
      }
      expect(forward.length).toBe(sum(named.filter((mark) => mark.row === row).map(({ count }) => count)));
      const before = await nextMark(view, { rows: [row], atNs: forward[3] ?? 0, direction: 'previous' }, TOOLS);
      expect(before).toEqual({ row, atNs: forward[2] });
    }));
});

test.each([
  ['shop:order_placed', 'userspace', true],
  ['lttng_ust_tracef:event', 'userspace', true],
  ['lttng_ust_pthread:pthread_mutex_lock_req', 'userspace', true],
  ['lttng_ust_cyg_profile:func_entry', 'userspace', false],
  ['lttng_ust_libc:malloc', 'userspace', false],
  ['lttng_ust_statedump:bin_info', 'userspace', false],
  ['lttng_ust_lib:load', 'userspace', false],
  ['sched_process_exec', 'kernel', true],
  ['signal_deliver', 'kernel', true],
  ['sched_switch', 'kernel', false],
  ['syscall_entry_read', 'kernel', false],
  ['timer_hrtimer_start', 'kernel', false],
] as const)('%s of %s is a mark: %s', (name, domain, isMark) => {
  expect(isMarkClass(eventClass(0, name, field('a', integer(8))), domain)).toBe(isMark);
});

test('probes in the kernel and in programs are marks, whatever their name', () => {
  const address = field('ip', integer(64));
  expect(isMarkClass(eventClass(0, 'my_probe', address), 'kernel')).toBe(true);
  expect(isMarkClass(eventClass(0, 'my_probe', address, field('parent_ip', integer(64))), 'kernel')).toBe(true);
  expect(isMarkClass(eventClass(0, 'irq_handler_entry', address, field('irq', integer(32))), 'kernel')).toBe(false);
  expect(isMarkClass(eventClass(0, 'rcu_utilization'), 'kernel')).toBe(false);
});

describe('a list of marks', () => {
  const list = new MarkList({ row: [7, 3, 7, 7, 3], atNs: [10, 20, 30, 31, 90], eventClass: [1, 2, 3, 4, 5] });
  const drawn = (row: number, fromNs: number, toNs: number, columns: number) => {
    const found: number[][] = [];
    list.marksOf(row, { fromNs, toNs }, columns, (...mark) => found.push(mark));
    return found;
  };
  it('has the first event and the number of each column', () => {
    expect(drawn(7, 0, 100, 10)).toEqual([
      [10, 1, 1],
      [30, 3, 2],
    ]);
    expect(drawn(7, 0, 100, 100)).toEqual([
      [10, 1, 1],
      [30, 3, 1],
      [31, 4, 1],
    ]);
    expect(drawn(7, 11, 30, 16)).toEqual([[30, 3, 1]]);
    expect(drawn(4, 0, 100, 10)).toEqual([]);
  });
  it('knows the nearest event of some rows', () => {
    const both = (): boolean => true;
    expect(list.next(both, 10, 'next')).toEqual({ row: 3, atNs: 20 });
    expect(list.next((row) => row === 7, 10, 'next')).toEqual({ row: 7, atNs: 30 });
    expect(list.next(both, 90, 'previous')).toEqual({ row: 7, atNs: 31 });
    expect(list.next(both, 90, 'next')).toBeNull();
    expect(list.next(both, 10, 'previous')).toBeNull();
  });
});

test('the events of a range are estimated from the density', () => {
  const lanes = [{ domain: 'userspace' as const, counts: Float64Array.of(10, 20, 40) }];
  expect(eventsIn({ lanes, binNs: 100, isExact: true }, { fromNs: 50, toNs: 150 })).toBe(15);
  expect(eventsIn({ lanes, binNs: 100, isExact: true }, { fromNs: 0, toNs: 1_000 })).toBe(70);
});
