import type { ReadWarning } from '../read-error';
import type { TraceReading } from '../trace-reading';
import { DecodedCursor } from './decoded-cursor';
import type { EventCursor } from './event-cursor';
import { PacketCursor } from './packet-cursor';
import { DAMAGED_EVENT, MAX_PACKET_BYTES, packetWarning, shorterFile, tooLarge } from './packet-damage';
import { PacketScanner } from './packet-scanner';
import { HEADER, NO_STREAM, type ScanPlan, STREAM, STREAM_COLUMNS } from './plan/scan-plan';
import { needsRunningThread, RunningThreads, UNKNOWN_THREAD } from './running-thread';
import type { DensityBins, ScanResult } from './scan-result';
import { ScanTables } from './tables/scan-tables';
import { PacketWalker } from './walk';
import type { ScanWindow } from './windows';

/** Scans windows of a trace, in any order. Memory is that of the largest window. */
export class WindowScanner {
  readonly #tables: ScanTables;
  readonly #walker: PacketWalker;
  readonly #fastCursor: PacketCursor;
  readonly #slowCursor: DecodedCursor;
  readonly #fast: PacketScanner;
  readonly #slow: PacketScanner;
  readonly #running: RunningThreads;
  #warnings: ReadWarning[] = [];
  /** The packet whose bytes the walker has. */
  #loaded = -1;

  constructor(
    private readonly reading: TraceReading,
    private readonly plan: ScanPlan,
    bins: DensityBins,
  ) {
    this.#tables = new ScanTables(plan.eventClassCount, plan.leafCount, bins);
    this.#walker = new PacketWalker(plan.ops);
    this.#fastCursor = new PacketCursor(plan, this.#walker);
    this.#slowCursor = new DecodedCursor(reading, plan);
    this.#fast = new PacketScanner(plan, this.#fastCursor, this.#tables);
    this.#slow = new PacketScanner(plan, this.#slowCursor, this.#tables);
    this.#running = new RunningThreads(plan, (packet) => this.#open(packet));
  }

  scan(window: ScanWindow): ScanResult {
    this.#tables.begin(window);
    this.#warnings = [];
    for (const packet of window.packets) this.#scanPacket(packet, window);
    return { ...this.#tables.result(), warnings: this.#warnings };
  }

  #scanPacket(packet: number, window: ScanWindow): void {
    const cursor = this.#open(packet);
    if (!cursor) {
      const bytes = this.plan.packets.contentBytes[packet] as number;
      if (bytes > MAX_PACKET_BYTES) this.#warn(packet, 0, tooLarge(bytes));
      return;
    }
    let running = UNKNOWN_THREAD;
    if (needsRunningThread(this.plan, packet)) {
      running = this.#running.atBegin(packet);
      this.#open(packet);
    }
    const isSlow = cursor === this.#slowCursor;
    (isSlow ? this.#slow : this.#fast).scan(packet, window, running);
    if (!cursor.isDamaged) return;
    this.#warn(packet, cursor.position, (isSlow ? this.#slowCursor.damage?.message : null) ?? DAMAGED_EVENT);
  }

  /** @returns null if the packet is too large, or is not of a stream of the plan */
  #open(packet: number): EventCursor | null {
    const { packets, streams } = this.plan;
    const stream = packets.stream[packet] as number;
    if (stream === NO_STREAM) return null;
    if (streams[stream * STREAM_COLUMNS + STREAM.header] === HEADER.slow) {
      this.#slowCursor.open(packet);
      return this.#slowCursor;
    }
    if (!this.#load(packet)) return null;
    this.#fastCursor.open(packet);
    return this.#fastCursor;
  }

  #load(packet: number): boolean {
    if (this.#loaded === packet) return true;
    this.#loaded = -1;
    const { packets } = this.plan;
    const bytes = packets.contentBytes[packet] as number;
    const source = this.reading.streams[packets.file[packet] as number]?.bytes;
    if (!source || bytes > MAX_PACKET_BYTES) return false;
    this.#walker.reserve(bytes);
    const read = source.read(this.#walker.bytes.subarray(0, bytes), packets.offsetBytes[packet] as number);
    if (read < bytes) throw shorterFile();
    this.#loaded = packet;
    return true;
  }

  #warn(packet: number, position: number, message: string): void {
    this.#warnings.push(packetWarning(this.reading, packet, position, message));
  }
}
