import { Attribution } from '@core/analysis/attribution/attribution';
import { namedProcesses, processNameOf, threadNames } from '@core/analysis/names/process-names';
import { ownerFigures } from '@core/analysis/summary/owner-figures';
import { describe, expect, it } from 'vitest';
import { analysisOf, containerOf, processRow, thread } from './sample-analysis';

const NOTHING = { scheduling: false, calls: false, syscalls: false, pageFaults: false };
const SPAN = { beginNs: 0n, isAbsolute: false, hasClock: true };

describe('the name of a process', () => {
  const known = { main: 'nginx', counted: 'sh', executable: '/usr/bin/java', first: 'HT cleanup' };

  it('is that of its main thread, else of its program, else that of a thread, which is said', () => {
    expect(processNameOf(known)).toBe('nginx');
    expect(processNameOf({ ...known, main: '' })).toBe('sh');
    expect(processNameOf({ ...known, main: '', counted: '' })).toBe('java');
    expect(processNameOf({ ...known, main: '', counted: '', executable: null })).toBe('thread HT cleanup');
    expect(processNameOf({ main: '', executable: null, first: 'cat-ust' })).toBe('cat');
    expect(processNameOf({ main: '', executable: null, first: '' })).toBe('');
  });

  it('is not that of another thread, although it has the first event or the lower id', () => {
    const worker = thread({ tid: 5, vpid: 7, name: 'HT cleanup' });
    expect(threadNames([worker, thread({ tid: 7, vpid: 7, name: 'java' })]).main).toBe('java');
    expect(threadNames([worker, thread({ tid: 9, vpid: 7, name: 'GC' })])).toEqual({ main: '', first: 'HT cleanup' });
    expect(threadNames([thread({ domain: 'kernel', tid: 900, vpid: 7, name: 'sleep' })]).main).toBe('sleep');
  });

  it('is the same on the rows of userspace and of the kernel', () => {
    const analysis = analysisOf({
      processes: [processRow({ vpid: 7 }), processRow({ vpid: 7, domain: 'kernel' })],
      threads: [
        thread({ vpid: 7, tid: 7, name: 'java' }),
        thread({ vpid: 7, tid: 900, name: 'HT cleanup', domain: 'kernel', process: 1 }),
        thread({ vpid: 7, tid: 901, name: 'GC', domain: 'kernel', process: 1 }),
      ],
    });
    const containers = [containerOf({ pidNs: 100 })];
    const named = namedProcesses(analysis, new Attribution(containers, SPAN, false), containers, {
      executableOf: () => null,
    });
    expect(named.map(({ name }) => name)).toEqual(['java', 'java']);
  });
});

it('processes that cannot be attributed are one row, with all reasons', () => {
  const processes = [processRow({ pidNs: 0 }), processRow({ pidNs: 5, vpid: 2 })];
  const threads = [thread({ pidNs: 0 }), thread({ pidNs: 5, vpid: 2, process: 1 })];
  const analysis = analysisOf({ processes, threads });
  const named = namedProcesses(analysis, new Attribution([], SPAN, false), [], { executableOf: () => null });
  const owners = ownerFigures(analysis, named, NOTHING);
  expect(owners.map(({ kind }) => kind)).toEqual(['unattributed']);
  expect(owners[0]?.why).toBe('its events have no pid_ns context, or the trace does not say which containers ran');
  expect(owners[0]?.processes).toHaveLength(2);
});
