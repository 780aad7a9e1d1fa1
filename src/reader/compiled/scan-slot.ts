import type { RecordBatch } from '../scan/records';
import {
  type Allocations,
  binOf,
  type DensityBins,
  type DensityPart,
  NAME_BYTES,
  type ScanThreads,
} from '../scan/scan-result';
import type { ScanWindow } from '../scan/windows';
import type { Core } from './core-memory';
import { offsetsOf, RECORD_LIST, SCAN_THREAD_LIST, SCAN_THREAD_ROW, WINDOW_SLOT } from './core-structs';

const SLOT = offsetsOf(WINDOW_SLOT);
const RECORDS = offsetsOf(RECORD_LIST);
const THREADS = offsetsOf(SCAN_THREAD_LIST);
const THREAD = offsetsOf(SCAN_THREAD_ROW);
/** Sizes of rows in `assembly/scan-threads.ts` and `assembly/window-slot.ts`. */
const THREAD_BYTES = 104;
const ALLOCATION_BYTES = 32;

/** A packet that was not read to its end, and the bytes from its begin to where reading stopped. */
export interface Damage {
  packet: number;
  position: number;
}

type Column = Uint8Array | Uint32Array | Int32Array | Float64Array;

/** Reads what a scan wrote to a slot. The arrays are copies, so they stay valid. */
export class SlotReader {
  readonly #view: DataView;
  readonly #buffer: ArrayBufferLike;

  constructor(
    { memory }: Core,
    private readonly slot: number,
  ) {
    this.#buffer = memory.buffer;
    this.#view = new DataView(this.#buffer);
  }

  get threadCount(): number {
    return this.#u32(this.#field('threads') + THREADS.count);
  }

  records(): RecordBatch {
    const count = this.#u32(this.#field('records') + RECORDS.count);
    return {
      count,
      timeNs: new Float64Array(this.#buffer, this.#field('sortedTime'), count).slice(),
      op: new Uint32Array(this.#buffer, this.#field('sortedOp'), count).slice(),
      threadBegin: new Uint32Array(this.#buffer, this.#field('threadBegin'), this.threadCount + 1).slice(),
    };
  }

  threads(): ScanThreads {
    const count = this.threadCount;
    const names = new Uint8Array(count * NAME_BYTES);
    for (let n = 0; n < count; n++)
      names.set(new Uint8Array(this.#buffer, this.#thread(n) + THREAD.name, NAME_BYTES), n * NAME_BYTES);
    const at = this.#u32(this.#field('threads') + THREADS.at);
    const column = <T extends Column>(into: T, field: keyof typeof THREAD): T =>
      this.#fill(into, at + THREAD[field], THREAD_BYTES);
    return {
      count,
      kind: column(new Uint8Array(count), 'kind'),
      pidNs: column(new Uint32Array(count), 'pidNs'),
      vpid: column(new Int32Array(count), 'vpid'),
      tid: column(new Int32Array(count), 'tid'),
      leaf: column(new Uint32Array(count), 'leaf'),
      events: column(new Uint32Array(count), 'events'),
      firstNs: column(new Float64Array(count), 'firstNs'),
      lastNs: column(new Float64Array(count), 'lastNs'),
      contextPidNs: column(new Uint32Array(count), 'contextPidNs'),
      contextVpid: column(new Int32Array(count), 'contextVpid'),
      nameSource: column(new Uint8Array(count), 'nameSource'),
      nameNs: column(new Float64Array(count), 'nameNs'),
      names,
    };
  }

  addresses(): BigUint64Array {
    return new BigUint64Array(this.#buffer, this.#field('addresses'), this.#field('addressCount')).slice();
  }

  eventCounts(): Uint32Array {
    return new Uint32Array(this.#buffer, this.#field('eventCounts'), this.#field('classCount')).slice();
  }

  density(bins: DensityBins, { fromNs, toNs }: Pick<ScanWindow, 'fromNs' | 'toNs'>): DensityPart {
    const firstBin = binOf(bins, fromNs);
    const width = binOf(bins, toNs - 1) - firstBin + 1;
    const all = this.densityCells();
    const leaves = all.length / bins.count;
    const counts = new Uint32Array(width * leaves);
    for (let leaf = 0; leaf < leaves; leaf++) {
      const from = leaf * bins.count + firstBin;
      counts.set(all.subarray(from, from + width), leaf * width);
    }
    return { firstBin, bins: width, counts };
  }

  /** By leaf, and by bin of each leaf. Not a copy: the next scan overwrites it. */
  densityCells(): Uint32Array {
    return new Uint32Array(this.#buffer, this.#field('density'), this.#field('densityCells'));
  }

  allocations(): Allocations {
    const count = this.#field('allocationCount');
    const at = this.#field('allocations');
    const column = <T extends Column>(into: T, offset: number): T => this.#fill(into, at + offset, ALLOCATION_BYTES);
    return {
      count,
      timeNs: column(new Float64Array(count), 0),
      bytes: column(new Float64Array(count), 8),
      low: column(new Uint32Array(count), 16),
      high: column(new Uint32Array(count), 20),
      thread: column(new Uint32Array(count), 24),
    };
  }

  damages(): Damage[] {
    return Array.from({ length: this.#field('damageCount') }, (_, n) => {
      const at = this.#field('damages') + 8 * n;
      return { packet: this.#u32(at), position: this.#u32(at + 4) };
    });
  }

  /** Fills an array with a field of each row. @param at of the field in the first row; a number of less than 4 bytes has 4 there */
  #fill<T extends Column>(into: T, at: number, rowBytes: number): T {
    const read = into instanceof Float64Array ? this.#view.getFloat64 : this.#view.getUint32;
    for (let row = 0; row < into.length; row++) into[row] = read.call(this.#view, at + row * rowBytes, true);
    return into;
  }

  #thread(n: number): number {
    return this.#u32(this.#field('threads') + THREADS.at) + n * THREAD_BYTES;
  }

  #field(field: keyof typeof SLOT): number {
    return this.#u32(this.slot + SLOT[field]);
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, true);
  }
}
