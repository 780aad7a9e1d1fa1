import { EntryColumns } from '@core/analysis/export/entry-columns';
import { ThreadActivity } from '@core/analysis/export/thread-activity';
import { ENTRY, SYSCALL_END } from '@core/analysis/formats/export-source';
import { THREAD_STATES } from '@reader/analysis/analysis';
import { blockedStates } from '@reader/analysis/kernel/thread-state-rules';
import { NO_FUNCTION, RECORD } from '@reader/scan/records';
import { expect, it } from 'vitest';

const KINDS = Object.fromEntries(Object.entries(ENTRY).map(([name, kind]) => [kind, name]));
const BLOCKED = blockedStates(['read', 'futex', 'epoll_wait']);

type Step = readonly [timeNs: number, kind: keyof typeof RECORD, operand?: number];

/** The entries of a thread for its records. Functions are their addresses. */
function entriesOf(
  steps: readonly Step[],
  { resumeAt = 0, untilNs = 1000, hasLaterEvents = true } = {},
): [string, number, number | string][] {
  const out = new EntryColumns();
  const tables = {
    functionOf: (address: number) => address,
    syscallOf: (eventClass: number) => eventClass,
    blockedIn: (eventClass: number) => BLOCKED[eventClass],
  };
  const activity = new ThreadActivity(5, tables, out);
  let isResumed = false;
  for (const [timeNs, kind, operand = 0] of steps) {
    if (timeNs >= resumeAt && !isResumed) activity.resume(resumeAt);
    isResumed ||= timeNs >= resumeAt;
    activity.add(timeNs, RECORD[kind], operand);
  }
  activity.finish(untilNs, hasLaterEvents);
  const { count, timeNs, thread, kind, value } = out.take();
  expect([...thread.subarray(0, count)].every((one) => one === 5)).toBe(true);
  return Array.from({ length: count }, (_, index) => {
    const name = KINDS[kind[index] ?? -1] ?? '';
    const operand = value[index] ?? 0;
    return [name, timeNs[index] ?? 0, name === 'state' ? (THREAD_STATES[operand] ?? '') : operand];
  });
}

it('nests calls, and ends those that are still open at the end of the range', () => {
  expect(
    entriesOf([
      [1, 'entry', 7],
      [2, 'entry', 8],
      [3, 'exit', 8],
      [4, 'entry', 9],
    ]),
  ).toEqual([
    ['callBegin', 1, 7],
    ['callBegin', 2, 8],
    ['callEnd', 3, 0],
    ['callBegin', 4, 9],
    ['callCut', 1000, 0],
    ['callCut', 1000, 0],
  ]);
});

it('ends open calls of a thread without later events at its last event', () => {
  expect(
    entriesOf(
      [
        [1, 'entry', 7],
        [9, 'pageFault'],
      ],
      { hasLaterEvents: false },
    ).at(-1),
  ).toEqual(['callCut', 9, 0]);
});

it('cuts the calls above a function that returns, as after longjmp', () => {
  expect(
    entriesOf([
      [1, 'entry', 7],
      [2, 'entry', 8],
      [3, 'entry', 9],
      [4, 'exit', 7],
    ]).slice(3),
  ).toEqual([
    ['callCut', 4, 0],
    ['callCut', 4, 0],
    ['callEnd', 4, 0],
  ]);
});

it('ignores returns of functions that are not open, until they are called', () => {
  expect(
    entriesOf([
      [1, 'exit', 9],
      [2, 'entry', 7],
      [3, 'exit', 9],
      [4, 'exit', 9],
      [5, 'entry', 9],
      [6, 'exit', 9],
      [7, 'exit', NO_FUNCTION],
      [8, 'exit', NO_FUNCTION],
    ]).map(([kind, at]) => [kind, at]),
  ).toEqual([
    ['callBegin', 2],
    ['callBegin', 5],
    ['callEnd', 6],
    ['callEnd', 7],
  ]);
});

it.each(['exec', 'threadEnd'] as const)('cuts open calls at %s', (kind) => {
  expect(
    entriesOf([
      [1, 'entry', 7],
      [4, kind],
    ]),
  ).toEqual([
    ['callBegin', 1, 7],
    ['callCut', 4, 0],
  ]);
});

it('writes what is open at the begin of the range, and nothing before', () => {
  const steps: Step[] = [
    [1, 'entry', 7],
    [2, 'entry', 8],
    [3, 'exit', 8],
    [4, 'switchIn'],
    [5, 'syscallEntry', 1],
    [60, 'syscallExit', 2],
    [70, 'exit', 7],
  ];
  expect(entriesOf(steps, { resumeAt: 50 })).toEqual([
    ['callResumed', 50, 7],
    ['syscallBegin', 50, 1],
    ['state', 50, 'running'],
    ['syscallEnd', 60, SYSCALL_END.succeeded],
    ['callEnd', 70, 0],
  ]);
});

it('says whether system calls failed, and cuts those without a known end', () => {
  expect(
    entriesOf([
      [1, 'syscallExit', 0],
      [2, 'syscallEntry', 0],
      [3, 'syscallExit', 1],
      [4, 'syscallEntry', 0],
      [5, 'syscallEntry', 1],
    ]),
  ).toEqual([
    ['syscallBegin', 2, 0],
    ['syscallEnd', 3, SYSCALL_END.failed],
    ['syscallBegin', 4, 0],
    ['syscallEnd', 5, SYSCALL_END.cut],
    ['syscallBegin', 5, 1],
    ['syscallEnd', 1000, SYSCALL_END.cut],
  ]);
});

it('tells what a thread is blocked by from its system call and state', () => {
  const blocked = (prevState: number, syscall?: number): unknown =>
    entriesOf([
      ...(syscall === undefined ? [] : [[1, 'syscallEntry', syscall] as const]),
      [2, 'switchIn'],
      [3, 'switchOut', prevState],
    ])
      .filter(([kind]) => kind === 'state')
      .at(-1)?.[2];
  expect(blocked(0)).toBe('waiting-to-run');
  expect(blocked(1)).toBe('blocked-otherwise');
  expect(blocked(1, 1)).toBe('blocked-on-lock');
  expect(blocked(1, 2)).toBe('waiting-for-events');
  expect(blocked(2)).toBe('blocked-on-disk');
  expect(blocked(2, 1)).toBe('blocked-on-lock');
  expect(blocked(0x10)).toBe('unknown');
});

it('names who woke a blocked thread, and ignores wake-ups of others', () => {
  expect(
    entriesOf([
      [1, 'switchIn'],
      [2, 'wake', 3],
      [3, 'switchOut', 1],
      [4, 'wake', 3],
      [5, 'wake', 4],
    ]),
  ).toEqual([
    ['state', 1, 'running'],
    ['state', 3, 'blocked-otherwise'],
    ['wake', 4, 3],
    ['state', 4, 'waiting-to-run'],
  ]);
});

it('ignores calls that are deeper than the analysis counts', () => {
  const deep = Array.from({ length: 70_000 }, (_, depth): Step => [depth, 'entry', depth]);
  const entries = entriesOf([...deep, [80_000, 'exit', 69_999], [80_001, 'exit', 65_534]], { untilNs: 90_000 });
  expect(entries.filter(([kind]) => kind === 'callBegin')).toHaveLength(65_535);
  expect(entries.filter(([kind]) => kind === 'callCut' || kind === 'callEnd')).toHaveLength(65_535);
});
