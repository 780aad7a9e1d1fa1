import { needHostIds, sameThreads } from '@core/trace-view/rows/same-threads';
import { keyOfIdentity } from '@core/trace-view/rows/thread-keys';
import { SCAN_THREAD } from '@reader/scan/scan-result';
import { INITIAL_PID_NS } from '@reader/scan/threads';
import { expect, it } from 'vitest';
import { thread } from '../analysis/sample-analysis';

const states = new Float64Array(10);
const NO_HOST = { tids: new Map<string, number>(), processes: new Map<number, { pidNs: number; vpid: number }>() };
const identity = (kind: number, tid: number, pidNs = 0) => ({
  kind,
  domain: kind === SCAN_THREAD.userspace ? ('userspace' as const) : ('kernel' as const),
  pidNs,
  epoch: 0,
  vpid: 1,
  tid,
});

it('joins a thread of a container with its row of the kernel, under the ids of the namespace', () => {
  const rows = [
    thread({ domain: 'userspace', pidNs: 100, vpid: 1, tid: 7 }),
    thread({ domain: 'kernel', pidNs: 100, vpid: 1, tid: 4_007, statesNs: states }),
  ];
  const host = { tids: new Map([['100 0 7', 4_007]]), processes: new Map([[4_007, { pidNs: 100, vpid: 1 }]]) };
  const [joined, ...others] = sameThreads(rows, host);
  expect(others).toEqual([]);
  expect(joined).toMatchObject({ threads: [0, 1], pidNs: 100, vpid: 1, tid: 7 });
  expect(joined?.keys).toContain(keyOfIdentity(identity(SCAN_THREAD.host, 4_007)));
  expect(joined?.keys).toContain(keyOfIdentity(identity(SCAN_THREAD.userspace, 7, 100)));
});

it('joins threads outside of containers by their ids alone', () => {
  const rows = [
    thread({ domain: 'userspace', pidNs: INITIAL_PID_NS, vpid: 50, tid: 51 }),
    thread({ domain: 'kernel', pidNs: 0, vpid: -1, tid: 51, statesNs: states }),
  ];
  expect(sameThreads(rows, NO_HOST)).toMatchObject([{ threads: [0, 1], vpid: 50, tid: 51 }]);
});

it('keeps threads apart that have the same id in different namespaces, or are not known to be the same', () => {
  const rows = [
    thread({ domain: 'userspace', pidNs: 100, tid: 7 }),
    thread({ domain: 'userspace', pidNs: 200, tid: 7 }),
    thread({ domain: 'userspace', pidNs: 100, epoch: 1, tid: 7 }),
    thread({ domain: 'kernel', pidNs: 100, tid: 7, statesNs: states }),
  ];
  expect(sameThreads(rows, NO_HOST).map(({ threads }) => threads)).toEqual([[0], [1], [2], [3]]);
});

it('finds a row of the kernel without a thread id of the host by its ids in the namespace', () => {
  const rows = [thread({ domain: 'kernel', pidNs: 100, tid: 7, statesNs: null })];
  const host = { ...NO_HOST, tids: new Map([['100 0 7', 4_007]]) };
  const [only] = sameThreads(rows, host);
  expect(only?.keys).toContain(keyOfIdentity(identity(SCAN_THREAD.inNamespace, 7, 100)));
  expect(only?.keys).toContain(keyOfIdentity(identity(SCAN_THREAD.host, 4_007)));
});

it('needs ids of the host only where both domains were recorded', () => {
  const userspace = thread({ domain: 'userspace', pidNs: 100, tid: 7 });
  expect(needHostIds([userspace])).toEqual([]);
  expect(needHostIds([userspace, thread({ domain: 'kernel' })])).toEqual([userspace]);
});
