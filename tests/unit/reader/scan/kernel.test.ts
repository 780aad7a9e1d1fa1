import { INITIAL_PID_NS } from '@reader/scan/threads';
import { describe, expect, it } from 'vitest';
import { SCHED_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { eventClass, fixedText, lttngEventSchema, text, type WrittenEvent } from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { namesOf, only, recordLines, scanWritten, threadNames } from './scan-written';

const thread = [10, 11, 'api', 7];

describe('scan of the kernel', () => {
  const comm = fixedText(16);
  const KERNEL = [
    ...SCHED_CLASSES,
    eventClass(2, 'syscall_entry_read', field('fd', integer(32))),
    eventClass(3, 'syscall_exit_read', field('ret', integer(64, { isSigned: true }))),
    eventClass(4, 'sched_process_exec', field('filename', text()), field('tid', integer(32))),
    eventClass(5, 'sched_process_exit', field('comm', comm), field('tid', integer(32))),
    eventClass(6, 'x86_exceptions_page_fault_user', field('address', integer(64))),
    eventClass(7, 'timer_tick'),
  ];
  const kernel = (context?: Parameters<typeof lttngEventSchema>[0]['context']) =>
    lttngEventSchema({ classes: KERNEL, isKernel: true, ...(context ? { context } : {}) });
  const toNext = (at: number, prev: number, state: number, next: number, context: WrittenEvent['context'] = []) => ({
    id: 0,
    at,
    context,
    payload: [`comm-${prev}`, prev, 20, state, `comm-${next}`, next, 20],
  });
  const tick = (at: number) => ({ id: 7, at });

  it.each([
    ['by layout', false],
    ['by the decoder', true],
  ])('makes switches and wake-ups records of the threads that they name, %s', (_, isSlow) => {
    const packets = [
      {
        begin: 0,
        end: 1000,
        cpu: 2,
        events: [
          toNext(10, 5, 1, 0),
          { id: 1, at: 20, payload: ['comm-5', 5, 1] },
          toNext(30, 0, 0, 5),
          { id: 2, at: 40, payload: [3] },
          { id: 3, at: 50, payload: [-11] },
          { id: 3, at: 51, payload: [4096] },
          { id: 6, at: 60, payload: [0] },
          toNext(70, 5, 0x402, 6),
        ],
      },
    ];
    const result = only(scanWritten(kernel(), [packets], { isSlow }));
    expect(threadNames(result)).toEqual(['host 5', 'host 0', 'host 6']);
    expect(recordLines(result)).toEqual([
      'host 5: 10 switchOut 1',
      'host 5: 20 wake 1',
      'host 5: 30 switchIn 2',
      'host 5: 40 syscallEntry 2',
      'host 5: 50 syscallExit 5',
      'host 5: 51 syscallExit 4',
      'host 5: 60 pageFault 0',
      `host 5: 70 switchOut ${0x402}`,
      'host 6: 70 switchIn 2',
    ]);
    expect([...result.threads.events]).toEqual([6, 2, 0]);
    expect(namesOf(result)).toEqual(['comm-5', '', 'comm-6']);
  });

  it('finds the thread before the first switch of a packet by that switch, also beyond the window', () => {
    const packets = [{ begin: 0, end: 100, cpu: 0, events: [tick(10), tick(20), toNext(60, 5, 1, 6), tick(70)] }];
    const whole = scanWritten(kernel(), [packets]);
    expect(threadNames(only(whole))).toEqual(['host 5', 'host 6']);
    const { results } = scanWritten(kernel(), [packets], { cutsNs: [15, 50] });
    expect(results.map(threadNames)).toEqual([['host 5'], ['host 5'], ['host 5', 'host 6']]);
    expect(results.map(({ threads }) => [...threads.events])).toEqual([[1], [1], [1, 1]]);
  });

  it('finds the thread of a packet without a switch by the packet before, unless events were lost', () => {
    const packets = [
      { begin: 0, end: 100, cpu: 0, events: [toNext(60, 5, 1, 6)] },
      { begin: 100, end: 200, cpu: 0, events: [tick(110)] },
      { begin: 200, end: 300, cpu: 0, events: [tick(210)] },
      { begin: 300, end: 400, cpu: 0, events: [tick(310)], discarded: 4 },
    ];
    const { results } = scanWritten(kernel(), [packets], { cutsNs: [105, 205, 305] });
    expect(results.map(threadNames)).toEqual([['host 5', 'host 6'], ['host 6'], ['host 6'], ['kernelStream -1']]);
  });

  it('takes the context tid before anything else', () => {
    const packets = [
      { begin: 0, end: 100, cpu: 0, events: [toNext(60, 5, 1, 6, [5]), { id: 7, at: 70, context: [9] }] },
    ];
    const result = only(scanWritten(kernel([field('tid', integer(32))]), [packets]));
    expect(threadNames(result)).toEqual(['host 5', 'host 6', 'host 9']);
    expect([...result.threads.events]).toEqual([1, 0, 1]);
  });

  it('takes namespace and vtid where no switch is recorded', () => {
    const context = [field('vtid', integer(32)), field('pid_ns', integer(32))];
    const at = (time: number, ...values: number[]) => ({ id: 7, at: time, context: values });
    const packets = [{ begin: 0, end: 100, cpu: 0, events: [at(10, 3, 77), at(20, 4, INITIAL_PID_NS), at(30, 0, 0)] }];
    const result = only(scanWritten(kernel(context), [packets]));
    expect(threadNames(result)).toEqual(['inNamespace 77 3', 'host 4', 'kernelStream -1']);
  });

  it('ends the calls of userspace by exec and exit', () => {
    const packets = [
      {
        begin: 0,
        end: 100,
        cpu: 0,
        events: [
          toNext(10, 0, 0, 5, [0, 0, 'swapper', 0]),
          { id: 4, at: 20, context: thread, payload: ['/bin/ls', 5] },
          { id: 5, at: 30, context: thread, payload: ['ls', 5] },
        ],
      },
    ];
    const result = only(scanWritten(kernel(THREAD_CONTEXT), [packets]));
    expect(recordLines(result)).toEqual([
      'host 5: 10 switchIn 0',
      'host 5: 20 exec 0',
      'host 5: 30 threadEnd 0',
      'userspace 7 10 11: 20 exec 0',
      'userspace 7 10 11: 30 threadEnd 0',
    ]);
    expect([...result.threads.events]).toEqual([1, 2, 0]);
    expect(namesOf(result)).toEqual(['swapper', 'api', '']);
  });

  it('keeps the process of a thread that has no process any more at its end', () => {
    const packets = [
      {
        begin: 0,
        end: 100,
        cpu: 0,
        events: [{ id: 7, at: 10, context: thread }, toNext(20, 5, 0x20, 6, [0, 0, 'api', 0])],
      },
    ];
    const result = only(scanWritten(kernel(THREAD_CONTEXT), [packets]));
    expect([result.threads.contextVpid[0], result.threads.contextPidNs[0]]).toEqual([10, 7]);
  });
});
