import type { PacketEvents } from '../events/packet-events';
import { ReadError } from '../read-error';
import type { FieldRole } from '../schema/field-class';
import type { StreamSource } from '../source';
import { type PacketHead, UnknownStreamError } from './packet-head';
import { readPacketIndex } from './packet-index';
import { PacketList } from './packet-list';
import type { StreamWarn } from './warning-log';

/** The window for headers: they are short, and packets are long. */
export const HEAD_WINDOW_BYTES = 4096;
/** More packets in one file are not read: each needs 100 bytes in memory. */
const MAX_PACKETS = 4 * 1024 * 1024;

/**
 * Lists the packets of a stream file: from its index as far as it fits the file, then from the packets' own headers.
 * What cannot be read ends the list with a warning.
 * @param events reads headers of the leaf; one for all streams, since a trace can have thousands of short ones
 */
export function listPackets(events: PacketEvents, source: StreamSource, warn: StreamWarn): PacketList {
  events.clock.set(0, 0);
  const walk = new HeaderWalk(events, source, warn);
  const indexed = source.index === null ? null : readPacketIndex(source.index, source.bytes.sizeBytes);
  if (indexed !== null && walk.confirms(indexed)) walk.list = indexed;
  walk.readOn();
  return walk.list;
}

class HeaderWalk {
  list = new PacketList();
  #hasForeign = false;

  constructor(
    private readonly events: PacketEvents,
    private readonly source: StreamSource,
    private readonly warn: StreamWarn,
  ) {}

  /** Whether the first and the last packet of an index have the headers that it says. Completes what an index does not have. */
  confirms(index: PacketList): boolean {
    if (index.count === 0) return true;
    const first = this.#confirmedCpu(index, 0);
    const last = this.#confirmedCpu(index, index.count - 1);
    if (first === null || first !== last) return false;
    index.cpu.fill(first);
    const hasNumbers = !Number.isNaN(index.sequence[0]);
    if (!hasNumbers && this.events.roles.has('packet-number')) return false;
    if (hasNumbers && !this.events.roles.has('packet-number')) index.sequence.fill(Number.NaN);
    if (!this.events.roles.has('stream-id')) index.instance.fill(Number.NaN);
    if (!this.events.roles.has('events-discarded')) index.discarded.fill(Number.NaN);
    return true;
  }

  /** The CPU of a packet, or null if its header differs from the index. */
  #confirmedCpu(index: PacketList, row: number): number | null {
    try {
      const head = this.#open(index.offsetBytes[row] ?? 0);
      const begin = (index.beginHigh[row] ?? 0) * 2 ** 32 + (index.beginLow[row] ?? 0);
      const isEqual =
        head.stream.class.id === index.streamClass[row] &&
        this.#role('packet-size', index.sizeBits[row]) === index.sizeBits[row] &&
        this.#role('content-size', index.contentBits[row]) === index.contentBits[row] &&
        this.#role('timestamp-begin', begin) === begin &&
        this.#role('packet-number', index.sequence[row]) === index.sequence[row] &&
        head.eventsAt <= (index.contentBits[row] ?? 0);
      return isEqual ? cpuOf(head) : null;
    } catch (error) {
      if (error instanceof ReadError) return null;
      throw error;
    }
  }

  /** Reads headers from the end of the list to the end of the file. */
  readOn(): void {
    const fileBytes = this.source.bytes.sizeBytes;
    while (this.list.endBytes < fileBytes) {
      const offset = this.list.endBytes;
      try {
        if (this.list.count === MAX_PACKETS)
          throw new ReadError('too-large', `The stream has more than ${MAX_PACKETS} packets.`);
        this.#add(this.#open(offset), offset);
      } catch (error) {
        if (!(error instanceof ReadError)) throw error;
        const kind = error instanceof UnknownStreamError ? 'unknown-stream' : 'damaged-stream';
        this.warn(kind, this.list.count, offset + Math.floor(this.events.reader.position / 8), error.message);
        return;
      }
    }
  }

  #open(offset: number): PacketHead {
    const head = this.events.openHead(this.source.bytes, offset, (this.source.bytes.sizeBytes - offset) * 8);
    if (!head.isOfTrace && !this.#hasForeign) {
      this.#hasForeign = true;
      this.warn('foreign-uuid', null, offset, 'The UUID of the packets is not that of the metadata.');
    }
    return head;
  }

  /** The value of a role as a double; NaN if it is absent. */
  #role(role: FieldRole, absent = Number.NaN): number {
    const value = this.events.roles.get(role)?.value;
    return value === undefined ? absent : Number(value);
  }

  #add(head: PacketHead, offset: number): void {
    const { list } = this;
    const row = list.count;
    if (row === list.streamClass.length) list.reserve(Math.max(1, row * 2));
    this.#addSize(head, row, offset);
    list.offsetBytes[row] = offset;
    list.streamClass[row] = head.stream.class.id;
    list.cpu[row] = cpuOf(head);
    list.discarded[row] = this.#role('events-discarded');
    list.sequence[row] = this.#role('packet-number');
    list.instance[row] = this.#role('stream-id');
    this.#addTimes(row);
    list.count++;
  }

  /** CTF 1.8.3 section 5.2: without a packet size, the packet ends with its content, and without both with the file. */
  #addSize(head: PacketHead, row: number, offset: number): void {
    const left = (this.source.bytes.sizeBytes - offset) * 8;
    const content = this.#role('content-size', this.#role('packet-size', left));
    const size = this.#role('packet-size', Math.ceil(content / 8) * 8);
    if (size % 8 !== 0 || size < head.eventsAt)
      throw new ReadError('damaged', `A packet cannot have a size of ${size} bits.`);
    const damage = (message: string): void => this.warn('damaged-packet', row, offset, message);
    this.list.sizeBits[row] = Math.min(size, left);
    if (content > size || content < head.eventsAt) {
      damage(`The packet says that ${content} of its ${size} bits are content. Its events are not read.`);
      this.list.contentBits[row] = head.eventsAt;
      return;
    }
    if (size > left) damage(`The packet has ${size} bits, and the file ends after ${left}.`);
    this.list.contentBits[row] = Math.min(content, left);
  }

  #addTimes(row: number): void {
    const { list } = this;
    const { clock, roles } = this.events;
    const begin = roles.get('timestamp-begin');
    const end = roles.get('timestamp-end');
    if (begin !== undefined) {
      // The begin is the whole value of the clock: babeltrace2 and yactfr do not extend it by the previous packet's time.
      clock.set(0, 0);
      clock.update(begin.value, begin.bits);
    }
    list.hasBegin[row] = begin === undefined ? 0 : 1;
    list.beginHigh[row] = clock.high;
    list.beginLow[row] = clock.low;
    // lttng-crash writes 0 where a packet was not closed.
    if (end === undefined || Number(end.value) === 0) return;
    clock.update(end.value, end.bits);
    list.hasEnd[row] = 1;
    list.endHigh[row] = clock.high;
    list.endLow[row] = clock.low;
  }
}

function cpuOf({ context }: PacketHead): number {
  const cpu = context.get('cpu_id');
  return typeof cpu === 'number' && cpu >= 0 && cpu <= 0x7fffffff ? cpu : -1;
}
