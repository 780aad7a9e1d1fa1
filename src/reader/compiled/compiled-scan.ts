import { MAX_PACKET_BYTES, shorterFile } from '../scan/packet-damage';
import { HEADER, NO_STREAM, type ScanPlan, STREAM, STREAM_COLUMNS } from '../scan/plan/scan-plan';
import { needsRunningThread, UNKNOWN_THREAD } from '../scan/running-thread';
import type { DensityBins } from '../scan/scan-result';
import { MAX_PACKETS_BACK } from '../scan/threads';
import { SLACK_BYTES } from '../scan/walk';
import type { ScanWindow } from '../scan/windows';
import type { ByteSource } from '../source';
import { type Core, expectDone, needed, putBytes } from './core-memory';
import type { CorePlan } from './core-plan';

/** What a pass scans for. */
export interface ScanTask {
  plan: ScanPlan;
  corePlan: CorePlan;
  /** By stream file. */
  files: readonly ByteSource[];
  bins: DensityBins;
  /** False: only counts by class and bin, without threads and records. */
  isFull: boolean;
}

/** Scans windows with the compiled core. Its results are those of the scan in TypeScript to the last bit. */
export class CompiledScan {
  readonly #scanner: number;
  #buffer = 0;
  #bufferBytes = 0;
  /** The packet whose bytes the buffer has. */
  #loaded = -1;
  /** Addresses of what was counted before. */
  readonly #counted = new Map<Uint8Array, number>();

  /** @throws ReadError `too-large` where the memory of the pass is used up */
  constructor(
    private readonly core: Core,
    private readonly task: ScanTask,
  ) {
    const { ops, streams, events } = task.corePlan;
    this.#scanner = needed(core.exports.createScanner(ops, streams, events));
    core.exports.setBins(this.#scanner, task.bins.fromNs, task.bins.widthNs, task.bins.count);
  }

  /** Of a scan without records: counts events of these classes only. @param classes by event class, 1 if it is counted */
  countOnly(classes: Uint8Array): void {
    const known = this.#counted.get(classes) ?? putBytes(this.core, classes);
    this.#counted.set(classes, known);
    this.core.exports.setCounted(this.#scanner, known);
  }

  /**
   * Scans a window into a slot.
   * @throws ReadError `too-large` where the memory of the pass is used up, `damaged` for a file that became shorter, and what reading
   * the files throws
   */
  scan(window: ScanWindow, slot: number): void {
    const { exports } = this.core;
    exports.beginWindow(this.#scanner, slot, window.fromNs, window.toNs, window.isCounted ? 1 : 0);
    for (const packet of window.packets) {
      if (!this.#load(packet)) {
        if (this.task.plan.packets.stream[packet] !== NO_STREAM) needed(exports.addDamage(slot, packet, 0));
        continue;
      }
      const running =
        this.task.isFull && needsRunningThread(this.task.plan, packet) ? this.#runningAt(packet) : UNKNOWN_THREAD;
      this.#load(packet);
      expectDone(exports.scanPacket(this.#scanner, this.task.isFull ? 1 : 0, running));
    }
    if (this.task.isFull) expectDone(exports.endWindow(this.#scanner));
  }

  /** The thread on the CPU at the begin of the loaded packet, by rule 2 of scan/threads.ts. */
  #runningAt(packet: number): number {
    let running = this.core.exports.findSwitch(this.#scanner, 0);
    let before = packet;
    for (let back = 0; running === UNKNOWN_THREAD && back < MAX_PACKETS_BACK; back++) {
      before = this.task.plan.packets.previous[before] ?? -1;
      if (before < 0) return UNKNOWN_THREAD;
      if (this.#load(before)) running = this.core.exports.findSwitch(this.#scanner, 1);
    }
    return running;
  }

  /** @returns false for a packet that is not read */
  #load(packet: number): boolean {
    if (this.#loaded === packet) return true;
    this.#loaded = -1;
    const { exports, memory } = this.core;
    const { packets } = this.task.plan;
    const bytes = packets.contentBytes[packet] ?? 0;
    if (packets.stream[packet] === NO_STREAM || bytes > MAX_PACKET_BYTES) return false;
    this.#provideBuffer(bytes + SLACK_BYTES);
    const buffer = new Uint8Array(memory.buffer, this.#buffer, bytes + SLACK_BYTES);
    const file = packets.file[packet] ?? 0;
    const read = this.task.files[file]?.read(buffer.subarray(0, bytes), packets.offsetBytes[packet] ?? 0) ?? 0;
    if (read < bytes) throw shorterFile();
    buffer.fill(0, bytes);
    const stream = packets.stream[packet] ?? 0;
    exports.setPacket(this.#scanner, packet, file, packets.cpu[packet] ?? -1, stream, this.#buffer, bytes);
    exports.setPacketTimes(
      this.#scanner,
      packets.clockNs[packet] ?? 0,
      packets.clockLow[packet] ?? 0,
      packets.originLow[packet] ?? 0,
      packets.originHigh[packet] ?? 0,
      packets.originNs[packet] ?? 0,
      packets.beginNs[packet] ?? 0,
      packets.endNs[packet] ?? 0,
    );
    this.#loaded = packet;
    return true;
  }

  #provideBuffer(bytes: number): void {
    if (bytes <= this.#bufferBytes) return;
    this.#bufferBytes = Math.max(bytes, 2 * this.#bufferBytes);
    this.#buffer = needed(this.core.exports.reserve(this.#bufferBytes));
  }
}

/** Whether the compiled scan can read all streams of the plan. Others need the decoder in TypeScript. */
export function isCompilable(plan: ScanPlan): boolean {
  for (let row = 0; row < plan.streams.length; row += STREAM_COLUMNS)
    if (plan.streams[row + STREAM.header] === HEADER.slow) return false;
  return true;
}
