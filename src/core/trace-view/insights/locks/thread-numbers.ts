import { provided } from '@shared/model/provided';

/** Numbers threads in the order in which they are seen. */
export class ThreadNumbers {
  readonly #numbers = new Map<number, Map<number, Map<number, number>>>();
  #count = 0;
  /** The last thread: most events follow one of the same thread. */
  #last = { pidNs: -1, vpid: -1, tid: -1, number: -1 };

  of(pidNs: number, vpid: number, tid: number): number {
    const last = this.#last;
    if (last.tid === tid && last.vpid === vpid && last.pidNs === pidNs) return last.number;
    const inNamespace = provided(this.#numbers, pidNs, () => new Map<number, Map<number, number>>());
    const inProcess = provided(inNamespace, vpid, () => new Map<number, number>());
    const number = provided(inProcess, tid, () => this.#count++);
    this.#last = { pidNs, vpid, tid, number };
    return number;
  }
}
