import type { EventCursor } from './event-cursor';
import { EVENT, EVENT_COLUMNS, HEADER, NOWHERE, type ScanPlan, STREAM, STREAM_COLUMNS } from './plan/scan-plan';
import type { PacketWalker } from './walk';

const COMPACT_TIME = 0x7ffffff;
const EXTENDED_COMPACT = 31;
const EXTENDED_LARGE = 65535;
const WORD = 2 ** 32;

/** Moves over the events of a packet of a fast stream. */
export class PacketCursor implements EventCursor {
  timeNs = 0;
  row = 0;
  context = 0;
  payload = 0;
  isDamaged = false;
  stream = 0;
  bytes = new Uint8Array(0);
  #view = new DataView(this.bytes.buffer);
  #p = 0;
  #clockNs = 0;
  #low = 0;
  #endNs = 0;
  #originLow = 0;
  #originHigh = 0;
  #originNs = 0;
  #isCompact = false;
  #contextBytes = 0;
  #contextProgram = 0;
  #firstEvent = 0;
  #idCount = 0;

  constructor(
    private readonly plan: ScanPlan,
    private readonly walker: PacketWalker,
  ) {}

  /** Begins a packet whose bytes the walker has. */
  open(packet: number): void {
    const { packets, streams } = this.plan;
    const stream = (packets.stream[packet] as number) * STREAM_COLUMNS;
    this.stream = stream;
    this.#isCompact = streams[stream + STREAM.header] === HEADER.compact;
    this.#contextBytes = streams[stream + STREAM.contextBytes] as number;
    this.#contextProgram = streams[stream + STREAM.contextProgram] as number;
    this.#firstEvent = streams[stream + STREAM.firstEvent] as number;
    this.#idCount = streams[stream + STREAM.idCount] as number;
    this.#p = streams[stream + STREAM.firstEventBytes] as number;
    const low = packets.clockLow[packet] as number;
    this.#low = this.#isCompact ? low & COMPACT_TIME : low;
    this.#clockNs = packets.clockNs[packet] as number;
    this.#originLow = packets.originLow[packet] as number;
    this.#originHigh = packets.originHigh[packet] as number;
    this.#originNs = packets.originNs[packet] as number;
    this.timeNs = packets.beginNs[packet] as number;
    this.#endNs = packets.endNs[packet] as number;
    this.isDamaged = false;
    this.bytes = this.walker.bytes;
    this.#view = this.walker.view;
  }

  get position(): number {
    return this.#p;
  }

  next(): boolean {
    const { walker, plan } = this;
    const { limit } = walker;
    const view = this.#view;
    let p = this.#p;
    if (p >= limit) return false;
    let id: number;
    if (this.#isCompact) {
      const word = view.getUint32(p, true);
      id = word & 31;
      if (id === EXTENDED_COMPACT) {
        id = view.getUint32(p + 1, true);
        p = this.#extendedTime(p + 5);
        this.#low &= COMPACT_TIME;
      } else {
        const low = word >>> 5;
        this.#clockNs += (low - this.#low) & COMPACT_TIME;
        this.#low = low;
        p += 4;
      }
    } else {
      id = view.getUint16(p, true);
      if (id === EXTENDED_LARGE) {
        id = view.getUint32(p + 2, true);
        p = this.#extendedTime(p + 6);
      } else {
        const low = view.getUint32(p + 2, true);
        this.#clockNs += (low - this.#low) >>> 0;
        this.#low = low;
        p += 6;
      }
    }
    if (p > limit || id >= this.#idCount) return this.#damaged();
    this.context = p;
    if (this.#contextBytes >= 0) p += this.#contextBytes;
    else p = walker.walk(this.#contextProgram, p);
    this.payload = p;
    const row = (this.#firstEvent + id) * EVENT_COLUMNS;
    this.row = row;
    const bytes = plan.events[row + EVENT.bytes] as number;
    if (bytes >= 0) p += bytes;
    else if (bytes === -1) p = walker.walk(plan.events[row + EVENT.program] as number, p);
    else return this.#damaged();
    if (p > limit) return this.#damaged();
    this.#p = p;
    if (this.#clockNs > this.timeNs) this.timeNs = this.#clockNs < this.#endNs ? this.#clockNs : this.#endNs;
    return true;
  }

  at(place: number, base: number): number {
    return place >= 0 ? base + place : (this.walker.marks[NOWHERE - 1 - place] as number);
  }

  int32(place: number, base: number): number {
    return this.#view.getInt32(this.at(place, base), true);
  }

  uint32(place: number, base: number): number {
    return this.#view.getUint32(this.at(place, base), true);
  }

  low(column: number): number {
    return this.int32(this.plan.events[this.row + column] as number, this.payload);
  }

  high(column: number): number {
    return this.#view.getInt32(this.at(this.plan.events[this.row + column] as number, this.payload) + 4, true);
  }

  /** @returns the byte behind the time */
  #extendedTime(at: number): number {
    const view = this.#view;
    const low = view.getUint32(at, true);
    const high = view.getUint32(at + 4, true);
    this.#clockNs = this.#originNs + (high - this.#originHigh) * WORD + (low - this.#originLow);
    this.#low = low;
    return at + 8;
  }

  #damaged(): false {
    this.isDamaged = true;
    return false;
  }
}
