import { grown } from '../grown';
import type { Words } from './words';

/** Packets of stream files in the order of the files, before times are converted. A column per fact. */
export class PacketList {
  count = 0;
  streamClass = new Uint32Array(0);
  offsetBytes = new Float64Array(0);
  sizeBits = new Float64Array(0);
  contentBits = new Float64Array(0);
  /** Values of the clock, see `Words`. */
  beginHigh = new Uint32Array(0);
  beginLow = new Uint32Array(0);
  endHigh = new Uint32Array(0);
  endLow = new Uint32Array(0);
  /** 1 where the packet says when it begins, or ends. */
  hasBegin = new Uint8Array(0);
  hasEnd = new Uint8Array(0);
  /** Snapshot of the counter of discarded events; NaN without one. */
  discarded = new Float64Array(0);
  /** Number of the packet in its stream; NaN without one. */
  sequence = new Float64Array(0);
  /** Number of the stream among those of its class; NaN without one. */
  instance = new Float64Array(0);
  cpu = new Int32Array(0);
  /** Events that were discarded since the previous packet of the stream, and packets that are missing. See losses.ts. */
  discardedSince = new Float64Array(0);
  lostBefore = new Float64Array(0);
  /** 1 for a packet that another file has, too. */
  isCopy = new Uint8Array(0);

  constructor(capacity = 0) {
    this.reserve(capacity);
  }

  /** Makes room for this many packets. */
  reserve(capacity: number): void {
    if (capacity <= this.streamClass.length) return;
    this.streamClass = grown(this.streamClass, new Uint32Array(capacity));
    this.offsetBytes = grown(this.offsetBytes, new Float64Array(capacity));
    this.sizeBits = grown(this.sizeBits, new Float64Array(capacity));
    this.contentBits = grown(this.contentBits, new Float64Array(capacity));
    this.beginHigh = grown(this.beginHigh, new Uint32Array(capacity));
    this.beginLow = grown(this.beginLow, new Uint32Array(capacity));
    this.endHigh = grown(this.endHigh, new Uint32Array(capacity));
    this.endLow = grown(this.endLow, new Uint32Array(capacity));
    this.hasBegin = grown(this.hasBegin, new Uint8Array(capacity));
    this.hasEnd = grown(this.hasEnd, new Uint8Array(capacity));
    this.discarded = grown(this.discarded, new Float64Array(capacity));
    this.sequence = grown(this.sequence, new Float64Array(capacity));
    this.instance = grown(this.instance, new Float64Array(capacity));
    this.cpu = grown(this.cpu, new Int32Array(capacity));
    this.discardedSince = grown(this.discardedSince, new Float64Array(capacity));
    this.lostBefore = grown(this.lostBefore, new Float64Array(capacity));
    this.isCopy = grown(this.isCopy, new Uint8Array(capacity));
  }

  /** Appends the packets of another list. */
  append(other: PacketList): void {
    const needed = this.count + other.count;
    if (needed > this.streamClass.length) this.reserve(Math.max(needed, this.streamClass.length * 2));
    for (const name of COLUMNS) this[name].set(other[name].subarray(0, other.count) as never, this.count);
    this.count = needed;
  }

  /** The clock's value at the begin of a packet. */
  begin(row: number): Words {
    return { high: this.beginHigh[row] ?? 0, low: this.beginLow[row] ?? 0 };
  }

  end(row: number): Words {
    return { high: this.endHigh[row] ?? 0, low: this.endLow[row] ?? 0 };
  }

  /** Where the next packet begins in the file, in bytes. */
  get endBytes(): number {
    const last = this.count - 1;
    return last < 0 ? 0 : (this.offsetBytes[last] ?? 0) + (this.sizeBits[last] ?? 0) / 8;
  }
}

type ColumnName = {
  [Name in keyof PacketList]: PacketList[Name] extends ArrayBufferView ? Name : never;
}[keyof PacketList];

const COLUMNS = Object.keys({
  ...{ streamClass: true, offsetBytes: true, sizeBits: true, contentBits: true },
  ...{ beginHigh: true, beginLow: true, endHigh: true, endLow: true, hasBegin: true, hasEnd: true },
  ...{ discarded: true, sequence: true, instance: true, cpu: true },
  ...{ discardedSince: true, lostBefore: true, isCopy: true },
} satisfies Record<ColumnName, true>) as ColumnName[];
