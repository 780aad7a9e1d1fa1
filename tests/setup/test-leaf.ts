import { openLeaves } from '@reader/open-trace';
import type { TraceSchema } from '@reader/schema/trace-schema';
import type { LeafSource } from '@reader/source';
import type { TraceReading } from '@reader/trace-reading';
import { bytesSource } from './bit-writer';
import { type LttngPacket, lttngSchema, lttngStream } from './lttng-trace';

export interface TestStream {
  packets?: readonly LttngPacket[];
  /** Default: those of the packets. */
  bytes?: Uint8Array;
  index?: Uint8Array | null;
}

export const testLeaf = (path: string, streams: readonly TestStream[]): LeafSource => ({
  path,
  metadata: new Uint8Array(),
  streams: streams.map(({ packets = [], bytes = lttngStream(packets), index = null }, number) => ({
    name: `channel_${number}`,
    bytes: bytesSource(bytes),
    index,
  })),
});

/** Opens a trace of one leaf. */
export const openLeaf = (streams: readonly TestStream[], schema: TraceSchema = lttngSchema()): TraceReading =>
  openLeaves([testLeaf('ust', streams)], () => schema);
