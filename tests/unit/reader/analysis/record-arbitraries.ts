import { SCAN_THREAD } from '@reader/scan/scan-result';
import * as fc from 'fast-check';
import { host, LENGTH, type TestRecord, type TestThread, user } from './hand-made';

export const THREADS: readonly TestThread[] = [
  user(11),
  user(12),
  user(21, 20),
  { kind: SCAN_THREAD.userspaceStream, tid: -1 },
];
const ADDRESSES = [0x10n, 0x20n, 0x30n];
export const EVENTS = ['syscall_entry_futex', 'syscall_entry_read', 'syscall_entry_nanosleep'];

export const time = fc.integer({ min: 0, max: LENGTH - 1 });
export const callRecord: fc.Arbitrary<TestRecord> = fc.record({
  at: time,
  thread: fc.constantFrom(...THREADS),
  kind: fc.constantFrom<TestRecord['kind']>('entry', 'entry', 'entry', 'exit', 'exit', 'exit', 'exec', 'threadEnd'),
  address: fc.constantFrom(...ADDRESSES),
});
export const kernelRecord: fc.Arbitrary<TestRecord> = fc.record({
  at: time,
  thread: fc.constantFrom(host(1), host(2), host(3)),
  kind: fc.constantFrom<TestRecord['kind']>(
    ...(['switchIn', 'switchOut', 'wake', 'syscallEntry', 'syscallExit', 'pageFault', 'other', 'threadEnd'] as const),
  ),
  operand: fc.integer({ min: 0, max: 2 }),
  failed: fc.boolean(),
});

/** Some exits name no function; equal times stay in the order in which they are. */
export const sorted = (records: readonly TestRecord[]): TestRecord[] =>
  records
    .map((record, index) => {
      const isCall = record.kind === 'entry' || record.kind === 'exit';
      const { address, ...rest } = record;
      if (!isCall || address === undefined) return rest;
      return { ...rest, address: record.kind === 'exit' && index % 5 === 0 ? null : address };
    })
    .sort((one, other) => one.at - other.at);

export const losses = fc.array(
  fc.tuple(time, time).map(([one, other]) => ({ fromNs: Math.min(one, other), toNs: Math.max(one, other) })),
  { maxLength: 2 },
);
export const cuts = fc.array(time, { maxLength: 8 });
