import { ReadError, type ReadWarning } from '../read-error';
import type { TraceReading } from '../trace-reading';

/** A packet is read as a whole. LTTng's sub-buffers are in shared memory, and much smaller. */
export const MAX_PACKET_BYTES = 256 * 2 ** 20;

export const DAMAGED_EVENT = 'An event has an unknown id or is not completely in the packet.';

export const tooLarge = (bytes: number): string => `A packet of ${bytes} bytes is too large to be read at once.`;

export const shorterFile = (): ReadError => new ReadError('damaged', 'A stream file became shorter while it was read.');

/**
 * A warning about a packet that the scan could not read to its end.
 * @param packet index into the packet table
 * @param position bytes from the packet's begin to where reading stopped
 */
export function packetWarning(
  { leaves, streams, packets }: Pick<TraceReading, 'leaves' | 'streams' | 'packets'>,
  packet: number,
  position: number,
  message: string,
): ReadWarning {
  return {
    kind: 'damaged-packet',
    leaf: leaves[packets.leaf[packet] ?? 0]?.path ?? '',
    stream: streams[packets.stream[packet] ?? 0]?.name ?? null,
    packet: packets.number[packet] ?? null,
    offsetBytes: (packets.offsetBytes[packet] ?? 0) + position,
    message,
  };
}
