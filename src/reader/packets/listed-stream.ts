import type { CompiledSchema } from '../fields/compile-schema';
import type { StreamSource } from '../source';
import type { PacketList } from './packet-list';
import type { StreamWarn } from './warning-log';

/** A stream file with its packets. */
export interface ListedStream {
  leaf: number;
  compiled: CompiledSchema;
  source: StreamSource;
  /** The packets of all streams of the trace; those of this file are the rows from `from` to before `to`. */
  list: PacketList;
  from: number;
  to: number;
  warn: StreamWarn;
}

/** A packet by the number of its stream file over all leaves and its row in the list. */
export interface PacketRef {
  stream: number;
  row: number;
}
