import type { Checkpoint, CheckpointFrames, CheckpointThreads } from '@reader/analysis/checkpoint/checkpoint';
import type { ColumnReader, ColumnWriter, NumberColumn } from './column-bytes';

type NumberType = Parameters<ColumnReader['numbers']>[0];

/** The type of each column; the compiler asks for a new one. */
const THREADS = {
  kind: Uint8Array,
  pidNs: Uint32Array,
  epoch: Uint32Array,
  vpid: Int32Array,
  tid: Int32Array,
  leaf: Uint32Array,
  contextPidNs: Uint32Array,
  contextEpoch: Uint32Array,
  contextVpid: Int32Array,
  nameSource: Uint8Array,
  names: null,
  state: Uint8Array,
  cpu: Int32Array,
  syscall: Int32Array,
  syscallNs: Float64Array,
  depth: Uint32Array,
  ignored: Uint32Array,
} as const satisfies Record<keyof CheckpointThreads, NumberType | null>;

const FRAMES = {
  address: BigUint64Array,
  beginNs: Float64Array,
} as const satisfies Record<keyof CheckpointFrames, NumberType>;

export function writeCheckpointColumns({ threads, frames }: Checkpoint, writer: ColumnWriter): void {
  for (const key of Object.keys(THREADS) as (keyof CheckpointThreads)[]) {
    if (key === 'names') writer.texts(threads.names);
    else writer.numbers(threads[key]);
  }
  for (const key of Object.keys(FRAMES) as (keyof CheckpointFrames)[]) writer.numbers(frames[key]);
}

/** Does not check the values. @throws RangeError for bytes that are not the columns of a checkpoint */
export function readCheckpointColumns(reader: ColumnReader, atNs: number): Checkpoint {
  const read = (type: NumberType | null): NumberColumn | string[] =>
    type === null ? reader.texts() : reader.numbers(type);
  const columnsOf = (types: Record<string, NumberType | null>): object =>
    Object.fromEntries(Object.entries(types).map(([key, type]) => [key, read(type)]));
  const threads = columnsOf(THREADS) as CheckpointThreads;
  const frames = columnsOf(FRAMES) as CheckpointFrames;
  if (!reader.isAtEnd) throw new RangeError('there are more columns than a checkpoint has');
  return { atNs, threads, frames };
}
