import { compareRows, processKey } from '../analysis/result/thread-rows';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import { placeOf } from '../analysis/threads/thread-registry';
import type { PictureProcess, PictureThread } from './picture';
import type { PictureRows } from './picture-rows';

/** The threads of a picture and their processes, in the order of tables. */
export class PictureThreads {
  readonly threads: readonly PictureThread[];
  readonly processes: readonly PictureProcess[];
  /** By index over the whole trace: 1 + the index here; 0 for a thread that is not in the picture. */
  readonly #rowOf: Uint32Array;

  constructor(all: readonly AnalysedThread[], { thread: threadOf, count }: PictureRows) {
    const isShown = new Uint8Array(all.length);
    for (let row = 0; row < count; row++) isShown[threadOf[row] as number] = 1;
    const rows = all
      .filter(({ index }) => isShown[index] === 1)
      .map((thread) => {
        const { domain, kind, tid } = thread.identity;
        return { thread, domain, kind, ...placeOf(thread), tid, name: thread.name };
      })
      .sort(compareRows);
    const byKey = new Map<string, number>();
    const processes: PictureProcess[] = [];
    this.#rowOf = new Uint32Array(all.length);
    this.threads = rows.map(({ thread, ...row }, index) => {
      const key = processKey(thread, row);
      let process = byKey.get(key);
      if (process === undefined) {
        const { domain, pidNs, epoch, vpid } = row;
        process = processes.push({ domain, pidNs, epoch, vpid }) - 1;
        byKey.set(key, process);
      }
      this.#rowOf[thread.index] = index + 1;
      return { ...row, process };
    });
    this.processes = processes;
  }

  /** @param thread its index over the whole trace; it has a row in the picture */
  rowOf(thread: number): number {
    return (this.#rowOf[thread] as number) - 1;
  }

  processOf(thread: number): number {
    return this.threads[this.rowOf(thread)]?.process ?? -1;
  }
}
