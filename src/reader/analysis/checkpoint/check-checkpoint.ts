import { NAME_BYTES, NAME_SOURCE, SCAN_THREAD } from '../../scan/scan-result';
import type { TraceReading } from '../../trace-reading';
import { THREAD_STATES } from '../analysis';
import { MAX_DEPTH } from '../calls/call-stack';
import type { Checkpoint, CheckpointThreads } from './checkpoint';

/** What the indexes of a checkpoint refer to. */
export type CheckpointLimits = Pick<TraceReading, 'eventClasses' | 'leaves'>;

const KINDS = Object.keys(SCAN_THREAD).length;
const NAME_SOURCES = Object.keys(NAME_SOURCE).length;

/**
 * A checkpoint may come from a file that anyone has written. Its figures may be wrong then, but every index is valid, so it cannot
 * do harm.
 * @throws RangeError for a checkpoint that cannot be of the trace
 */
export function checkCheckpoint(
  { atNs, threads, frames }: Checkpoint,
  { eventClasses, leaves }: CheckpointLimits,
): void {
  const isTime = (timeNs: number): boolean => timeNs >= 0 && timeNs <= atNs;
  expectAll(Number.isSafeInteger(atNs) && atNs >= 0, 'its time');
  const rows = threads.kind.length;
  const columns: readonly { length: number }[] = Object.values(threads);
  expectAll(
    columns.every(({ length }) => length === rows),
    'the length of a column',
  );
  expectAll(areBelow(threads.kind, KINDS), 'the kind of a thread');
  expectAll(areBelow(threads.leaf, Math.max(1, leaves.length)), 'a leaf');
  expectAll(areBelow(threads.nameSource, NAME_SOURCES), 'the source of a name');
  expectAll(
    threads.names.every(({ length }) => length <= NAME_BYTES),
    'a name',
  );
  expectAll(areBelow(threads.state, THREAD_STATES.length), 'a state');
  expectAll(
    threads.syscall.every((one) => one >= -1 && one < eventClasses.length),
    'a system call',
  );
  expectAll(threads.syscallNs.every(isTime) && frames.beginNs.every(isTime), 'a begin');
  expectAll(areBelow(threads.depth, MAX_DEPTH + 1), 'the number of open calls');
  const calls = depthOf(threads);
  expectAll(frames.address.length === calls && frames.beginNs.length === calls, 'the number of open calls');
}

const areBelow = (column: Uint8Array | Uint32Array, limit: number): boolean =>
  (column as Uint32Array).every((value) => value < limit);

const depthOf = ({ depth }: CheckpointThreads): number => depth.reduce((sum, one) => sum + one, 0);

function expectAll(isValid: boolean, what: string): void {
  if (!isValid) throw new RangeError(`${what} in a checkpoint is invalid`);
}
