import type { DensityBins } from '../scan/scan-result';
import { columnEndNs } from './lane';
import { PICTURE_LANES } from './picture';
import { ONE_SPAN, type PictureRows } from './picture-rows';

/** Merges the times in which one thread ran on one CPU, by column. Lanes of CPUs are made of the rows of all threads. */
export class CpuRun {
  #cpu = -1;
  #columnEndNs = Number.NEGATIVE_INFINITY;
  #beginNs = 0;
  #endNs = 0;
  #coveredNs = 0;

  constructor(
    private readonly bins: DensityBins,
    private readonly rows: PictureRows,
    private readonly thread: number,
  ) {}

  add(cpu: number, beginNs: number, endNs: number): void {
    const durationNs = endNs - beginNs;
    if (durationNs >= this.bins.widthNs) {
      this.rows.add(PICTURE_LANES.cpu, 0, this.thread, cpu, 0, beginNs, endNs, ONE_SPAN);
      return;
    }
    if (beginNs >= this.#columnEndNs || cpu !== this.#cpu) {
      this.flush();
      this.#cpu = cpu;
      this.#columnEndNs = columnEndNs(this.bins, beginNs);
      this.#beginNs = beginNs;
    }
    this.#endNs = endNs;
    this.#coveredNs += durationNs;
  }

  flush(): void {
    if (this.#columnEndNs === Number.NEGATIVE_INFINITY) return;
    this.rows.add(PICTURE_LANES.cpu, 0, this.thread, this.#cpu, 0, this.#beginNs, this.#endNs, this.#coveredNs);
    this.#columnEndNs = Number.NEGATIVE_INFINITY;
    this.#coveredNs = 0;
  }
}
