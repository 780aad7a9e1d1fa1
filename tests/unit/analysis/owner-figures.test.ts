import { ownerFigures } from '@core/analysis/summary/owner-figures';
import { expect, it } from 'vitest';
import { processRow, thread } from './sample-analysis';

const NOTHING = { scheduling: false, calls: false, syscalls: false, pageFaults: false };

/** The number of threads of the only process. */
function threadsOf(names: readonly string[]): number | undefined {
  const threads = names.map((name, index) => thread({ name, tid: 1 + index }));
  const named = {
    whose: { kind: 'host' as const },
    container: null,
    name: 'ls',
    vpid: 1,
    domain: 'userspace' as const,
    threads: threads.map((_, index) => index),
  };
  return ownerFigures({ threads, processes: [processRow()] }, [named], NOTHING)[0]?.processes[0]?.threads;
}

it('a process does not have the thread that LTTng adds to it', () => {
  expect(threadsOf(['ls', 'ls-ust'])).toBe(1);
  expect(threadsOf(['ls', 'worker', 'ls-ust'])).toBe(2);
});

it('a process whose only events are of that thread has one', () => expect(threadsOf(['true-ust'])).toBe(1));
