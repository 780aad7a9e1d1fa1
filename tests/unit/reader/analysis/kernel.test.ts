import { type Analysis, THREAD_STATES, type ThreadState } from '@reader/analysis/analysis';
import { describe, expect, it } from 'vitest';
import { analysisOf, host, LENGTH, spansOf, type TestRecord, type TestThread } from './hand-made';

const t = host(5);
const EVENTS = [
  'syscall_entry_futex',
  'syscall_entry_recvmsg',
  'syscall_entry_clock_nanosleep',
  'syscall_entry_epoll_wait',
  'syscall_entry_wait4',
  'syscall_entry_read',
  'syscall_entry_rt_sigreturn',
];
const classOf = (name: string): number => EVENTS.indexOf(`syscall_entry_${name}`);

const switchIn = (at: number, thread: TestThread = t): TestRecord => ({ at, thread, kind: 'switchIn', operand: 3 });
const switchOut = (at: number, prevState: number, thread: TestThread = t): TestRecord => ({
  at,
  thread,
  kind: 'switchOut',
  operand: prevState,
});
const wake = (at: number, waker: TestThread = host(6)): TestRecord => ({ at, thread: t, kind: 'wake', waker });
const call = (at: number, name: string): TestRecord => ({
  at,
  thread: t,
  kind: 'syscallEntry',
  operand: classOf(name),
});
const done = (at: number, name: string, failed = false): TestRecord => ({
  at,
  thread: t,
  kind: 'syscallExit',
  operand: classOf(name),
  failed,
});

function statesOf({ threads }: Analysis, tid = 5): Partial<Record<ThreadState, number>> {
  const { statesNs } = threads.find((thread) => thread.tid === tid) ?? {};
  const known = THREAD_STATES.map((state, index): [ThreadState, number] => [state, statesNs?.[index] ?? -1]);
  return Object.fromEntries(known.filter(([, ns]) => ns !== 0));
}

const analyse = (...records: TestRecord[]) => analysisOf({ records, events: EVENTS });

describe('states of threads', () => {
  it('are unknown before the first event, and last until the end of the range', () => {
    expect(statesOf(analyse(switchIn(100), switchOut(300, 1)))).toEqual({
      unknown: 100,
      running: 200,
      'blocked-otherwise': 700,
    });
  });

  it.each([
    ['with state 0', 0],
    ['preempted since Linux 4.14', 0x100],
    ['preempted before Linux 4.14', 0x400],
  ])('are waiting to run after a switch %s', (_, prevState) => {
    expect(statesOf(analyse(switchIn(0), switchOut(10, prevState), switchIn(40)))).toEqual({
      running: LENGTH - 30,
      'waiting-to-run': 30,
    });
  });

  it.each([
    ['futex', 1, 'blocked-on-lock'],
    ['futex', 2, 'blocked-on-lock'],
    ['recvmsg', 1, 'blocked-on-network'],
    ['recvmsg', 2, 'blocked-on-disk'],
    ['clock_nanosleep', 1, 'sleeping'],
    ['epoll_wait', 1, 'waiting-for-events'],
    ['wait4', 1, 'waiting-for-child'],
    ['wait4', 2, 'waiting-for-child'],
    ['read', 1, 'blocked-otherwise'],
    ['read', 2, 'blocked-on-disk'],
    ['read', 0x102, 'blocked-on-disk'],
    ['read', 4, 'blocked-otherwise'],
  ] as const)('in %s with prev_state %i are %s', (name, prevState, state) => {
    const analysis = analyse(switchIn(0), call(5, name), switchOut(10, prevState), wake(60), switchIn(70));
    expect(statesOf(analysis)).toEqual({ running: 10 + LENGTH - 70, [state]: 50, 'waiting-to-run': 10 });
  });

  it('without a system call in progress are not those of the last one', () => {
    const analysis = analyse(switchIn(0), call(5, 'futex'), done(6, 'futex'), switchOut(10, 1), switchIn(70));
    expect(statesOf(analysis)).toEqual({ running: 10 + LENGTH - 70, 'blocked-otherwise': 60 });
  });

  it('are unknown after the end of the thread', () => {
    const end: TestRecord = { at: 20, thread: t, kind: 'threadEnd' };
    expect(statesOf(analyse(switchIn(0), end, switchOut(25, 0x10)))).toEqual({ running: 25, unknown: LENGTH - 25 });
    expect(statesOf(analyse(switchIn(0), end, switchOut(25, 0x20)))).toEqual({ running: 25, unknown: LENGTH - 25 });
  });

  it('are changed by the first wake-up only, and not while the thread runs', () => {
    const analysis = analyse(switchIn(0), wake(5), switchOut(10, 1), wake(30), wake(40), switchIn(50));
    expect(statesOf(analysis)).toEqual({
      running: 10 + LENGTH - 50,
      'blocked-otherwise': 20,
      'waiting-to-run': 20,
    });
  });

  it('of a thread that is woken before anything else is known begin with waiting to run', () => {
    expect(statesOf(analyse(wake(100), switchIn(150)))).toEqual({
      unknown: 100,
      'waiting-to-run': 50,
      running: LENGTH - 150,
    });
  });

  it('have spans that name the CPU and who ended the state by a wake-up', () => {
    const records = [switchIn(0), switchOut(10, 1), wake(30, host(8)), switchIn(50)];
    const { batch, tables } = spansOf({ records });
    const { states } = batch;
    const spans = [...states.beginNs].map((beginNs, at) => [
      beginNs,
      states.endNs[at],
      THREAD_STATES[states.state[at] as number],
      tables.threads[states.wokenBy[at] as number]?.tid ?? null,
      states.cpu[at],
    ]);
    expect(spans).toEqual([
      [0, 10, 'running', null, 3],
      [10, 30, 'blocked-otherwise', 8, 3],
      [30, 50, 'waiting-to-run', null, 3],
      [50, LENGTH, 'running', null, 3],
    ]);
  });

  it('are those of the range only', () => {
    const records = [switchIn(0), switchOut(150, 1), switchIn(300)];
    expect(statesOf(analysisOf({ records, fromNs: 100, toNs: 200, events: EVENTS }))).toEqual({
      running: 50,
      'blocked-otherwise': 50,
    });
  });

  it('are not known of threads without scheduling events', () => {
    const analysis = analyse(call(5, 'read'), done(10, 'read'));
    expect(analysis.threads[0]?.statesNs).toBeNull();
  });
});

describe('system calls', () => {
  const rows = ({ syscalls }: Analysis) =>
    syscalls.map(({ name, calls, failed, cut }) => ({ name, count: calls.count, ns: calls.totalNs, failed, cut }));

  it('are counted by name, with failures', () => {
    const analysis = analyse(call(5, 'read'), done(10, 'read'), call(20, 'read'), done(50, 'read', true));
    expect(rows(analysis)).toEqual([{ name: 'read', count: 2, ns: 35, failed: 1, cut: 0 }]);
    expect(analysis.syscalls[0]?.calls).toMatchObject({ minNs: 5, maxNs: 30, maxAtNs: 20, maxThread: 0 });
  });

  it('without exit are cut by the next call', () => {
    const analysis = analyse(call(5, 'rt_sigreturn'), call(20, 'read'), done(50, 'read'));
    expect(rows(analysis)).toEqual([
      { name: 'read', count: 1, ns: 30, failed: 0, cut: 0 },
      { name: 'rt_sigreturn', count: 0, ns: 0, failed: 0, cut: 1 },
    ]);
  });

  it('without entry are cut, and so is the call whose exit is missing', () => {
    expect(rows(analyse(call(5, 'futex'), done(20, 'read', true)))).toEqual([
      { name: 'futex', count: 0, ns: 0, failed: 0, cut: 1 },
      { name: 'read', count: 0, ns: 0, failed: 1, cut: 1 },
    ]);
  });

  it('that are open at a loss, at the end, or when the thread ends are cut', () => {
    const records = [call(5, 'read'), done(50, 'read'), call(60, 'read'), done(70, 'read'), call(90, 'futex')];
    expect(rows(analysisOf({ records, events: EVENTS, losses: [{ fromNs: 20, toNs: 30 }] }))).toEqual([
      { name: 'futex', count: 0, ns: 0, failed: 0, cut: 1 },
      { name: 'read', count: 1, ns: 10, failed: 0, cut: 1 },
    ]);
    const end: TestRecord = { at: 20, thread: t, kind: 'threadEnd' };
    expect(rows(analyse(call(5, 'read'), end))).toEqual([{ name: 'read', count: 0, ns: 0, failed: 0, cut: 1 }]);
  });

  it('have spans; the end is not known where the exit is missing', () => {
    const { batch } = spansOf({ records: [call(5, 'read'), done(10, 'read'), call(20, 'futex')], events: EVENTS });
    const { count, beginNs, endNs, eventClass } = batch.syscalls;
    expect([count, ...beginNs, ...endNs, ...eventClass]).toEqual([
      2,
      5,
      20,
      10,
      Number.NaN,
      classOf('read'),
      classOf('futex'),
    ]);
  });

  it('of an unknown process belong to a process of the thread', () => {
    const analysis = analyse(call(5, 'read'), done(10, 'read'));
    expect(analysis.processes).toEqual([{ domain: 'kernel', pidNs: 0, epoch: 0, vpid: -1, name: '' }]);
    expect(analysis.syscalls[0]?.process).toBe(0);
  });
});

describe('page faults', () => {
  it('are counted by thread', () => {
    const fault: TestRecord = { at: 5, thread: t, kind: 'pageFault' };
    expect(analyse(fault, { ...fault, at: 6 }).threads[0]).toMatchObject({ pageFaults: 2, events: 2 });
  });
});
