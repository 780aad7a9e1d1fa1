import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import type { DrawnSpans } from '../picture/picture-of';
import type { PictureOrder } from '../picture/picture-order';
import { PictureRows } from '../picture/picture-rows';
import { type Core, expectDone, needed } from './core-memory';
import { offsetsOf, PICTURE, PICTURE_ROW } from './core-structs';
import { TableReader } from './table-reader';

const FIELD = offsetsOf(PICTURE);
const ROW = offsetsOf(PICTURE_ROW);

/** Draws with the compiled core, as PictureSink does. */
export class CompiledPicture {
  readonly #picture: number;
  readonly #rows: PictureRows;

  /**
   * @param analysis its address; nothing was consumed
   * @throws ReadError `too-large` where the memory of the pass is used up; also other methods
   */
  constructor(
    private readonly core: Core,
    private readonly analysis: number,
    private readonly order: PictureOrder,
  ) {
    const { fromNs, widthNs } = order.bins;
    this.#picture = needed(core.exports.createPicture(analysis, fromNs, widthNs, order.bounds.mostLanes));
    this.#rows = new PictureRows(order.bounds.mostSpans);
  }

  /** The thread is new in the analysis. */
  provide(thread: AnalysedThread): void {
    expectDone(this.core.exports.drawThread(this.analysis, thread.index, this.order.isDrawn(thread) ? 1 : 0));
  }

  /** Takes what was drawn since the last call, so that the core needs memory for one window. */
  take(): void {
    const { buffer } = this.core.memory;
    const table = new TableReader(this.core, new DataView(buffer).getUint32(this.#picture + FIELD.rows, true));
    // Typed arrays are several times as fast as a DataView, and have the order of bytes of the core on all machines that Node runs on.
    const numbers = new Uint32Array(buffer);
    const times = new Float64Array(buffer);
    for (let row = 0; row < table.count; row++) {
      const number = table.rowAt(row) / 4;
      const time = number / 2;
      this.#rows.add(
        numbers[number + ROW.kind / 4] as number,
        numbers[number + ROW.depth / 4] as number,
        numbers[number + ROW.thread / 4] as number,
        numbers[number + ROW.value / 4] as number,
        numbers[number + ROW.ends / 4] as number,
        times[time + ROW.beginNs / 8] as number,
        times[time + ROW.endNs / 8] as number,
        times[time + ROW.coveredNs / 8] as number,
      );
    }
    this.core.exports.clearPictureRows(this.#picture);
  }

  /** The range ends. @param threads by their index over the whole trace */
  end(threads: readonly AnalysedThread[]): void {
    const openEnds = needed(this.core.exports.reserve(8 * Math.max(1, threads.length)));
    const ends = new Float64Array(this.core.memory.buffer, openEnds, threads.length);
    for (const [index, thread] of threads.entries()) ends[index] = this.order.openEndNs(thread);
    this.core.exports.endPicture(this.analysis, openEnds);
  }

  /** Draws what is pending, after the analysis ended. */
  finish(): DrawnSpans {
    expectDone(this.core.exports.flushPicture(this.analysis));
    this.take();
    const view = new DataView(this.core.memory.buffer);
    return {
      rows: this.#rows,
      deepCalls: view.getUint32(this.#picture + FIELD.deepCalls, true),
      withoutLane: view.getUint32(this.#picture + FIELD.withoutLane, true),
    };
  }
}
