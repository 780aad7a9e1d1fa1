import type { ExportTables } from './export-source';

/** Linux has no process id above this (`PID_MAX_LIMIT` of include/linux/threads.h). */
const LARGEST_PID = 4_194_304;

/**
 * Process and thread ids for viewers, which take equal ids for the same process or thread, while each container has a process 1.
 * The first process or thread with an id keeps the id. The others get numbers that Linux does not use.
 */
export class ViewerIds {
  readonly #pids = new UniqueIds();
  readonly #tids = new UniqueIds();

  constructor(private readonly tables: ExportTables) {}

  pid(process: number): number {
    return this.#pids.of(process, this.tables.processes[process]?.pid ?? null);
  }

  tid(thread: number): number {
    return this.#tids.of(thread, this.tables.threads[thread]?.tid ?? null);
  }

  /** A thread id for another row of a thread. */
  furtherTid(): number {
    return this.#tids.another();
  }
}

class UniqueIds {
  readonly #byIndex = new Map<number, number>();
  readonly #taken = new Set<number>();
  #next = LARGEST_PID + 1;

  of(index: number, wanted: number | null): number {
    const known = this.#byIndex.get(index);
    if (known !== undefined) return known;
    // 0 is the kernel's idle task in viewers.
    const isFree = wanted !== null && wanted > 0 && wanted <= LARGEST_PID && !this.#taken.has(wanted);
    const id = isFree ? wanted : this.another();
    this.#taken.add(id);
    this.#byIndex.set(index, id);
    return id;
  }

  another(): number {
    this.#next += 1;
    return this.#next - 1;
  }
}
