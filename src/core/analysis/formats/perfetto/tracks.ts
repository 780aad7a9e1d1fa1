import type { ExportCounter, ExportTables } from '../export-source';
import { containerName, processName, shownName, threadName } from '../shown-name';
import { ViewerIds } from '../viewer-ids';
import { COUNTER, COUNTER_UNIT, PACKET, PROCESS, THREAD, TRACE, TRACK } from './fields';
import type { ProtoBytes } from './proto-bytes';

/** The rows below a thread. The thread's own track has its calls. */
const CHILD_ROWS = { syscalls: 'System calls', state: 'State' } as const;
export type ChildRow = keyof typeof CHILD_ROWS;

/**
 * Describes containers, processes, threads and counters when they are first used. Perfetto groups threads by process. A container
 * is a track of its own, and its processes have its name.
 */
export class Tracks {
  readonly #ids: ViewerIds;
  readonly #containers = new Map<number, number>();
  readonly #processes = new Map<number, number>();
  readonly #threads = new Map<number, number>();
  readonly #children = { syscalls: new Map<number, number>(), state: new Map<number, number>() };
  readonly #counters = new Map<number, number>();
  #last = 0;

  /** @param sequence on which the descriptions are written */
  constructor(
    private readonly out: ProtoBytes,
    private readonly tables: ExportTables,
    private readonly sequence: number,
  ) {
    this.#ids = new ViewerIds(tables);
  }

  thread(thread: number): number {
    return this.#described(this.#threads, thread, (uuid) => {
      const process = this.tables.threads[thread]?.process ?? -1;
      const parent = this.#process(process);
      this.#describe(uuid, parent, null, (out) => {
        const descriptor = out.open(TRACK.thread);
        out.varint(THREAD.pid, this.#ids.pid(process));
        out.varint(THREAD.tid, this.#ids.tid(thread));
        out.string(THREAD.name, threadName(this.tables, thread));
        out.close(descriptor);
      });
    });
  }

  child(thread: number, row: ChildRow): number {
    return this.#described(this.#children[row], thread, (uuid) =>
      this.#describe(uuid, this.thread(thread), CHILD_ROWS[row]),
    );
  }

  counter(counter: number): number {
    return this.#described(this.#counters, counter, (uuid) => {
      const known = this.tables.counters[counter];
      this.#describe(uuid, known ? this.#owner(known) : null, shownName(known?.name ?? ''), (out) => {
        const descriptor = out.open(TRACK.counter);
        out.varint(COUNTER.unit, COUNTER_UNIT[known?.unit ?? 'count']);
        out.close(descriptor);
      });
    });
  }

  #owner({ of }: ExportCounter): number | null {
    if (of === 'trace') return null;
    return 'process' in of ? this.#process(of.process) : this.#container(of.container);
  }

  #process(process: number): number {
    return this.#described(this.#processes, process, (uuid) => {
      const container = this.tables.processes[process]?.container ?? null;
      const parent = container === null ? null : this.#container(container);
      this.#describe(uuid, parent, null, (out) => {
        const descriptor = out.open(TRACK.process);
        out.varint(PROCESS.pid, this.#ids.pid(process));
        out.string(PROCESS.name, processName(this.tables, process));
        out.close(descriptor);
      });
    });
  }

  #container(container: number): number {
    return this.#described(this.#containers, container, (uuid) =>
      this.#describe(uuid, null, containerName(this.tables, container)),
    );
  }

  #described(known: Map<number, number>, index: number, describe: (uuid: number) => void): number {
    const uuid = known.get(index);
    if (uuid !== undefined) return uuid;
    this.#last += 1;
    const added = this.#last;
    known.set(index, added);
    describe(added);
    return added;
  }

  #describe(uuid: number, parent: number | null, name: string | null, more?: (out: ProtoBytes) => void): void {
    const { out } = this;
    const packet = out.open(TRACE.packet);
    out.varint(PACKET.sequence, this.sequence);
    const track = out.open(PACKET.trackDescriptor);
    out.varint(TRACK.uuid, uuid);
    if (parent !== null) out.varint(TRACK.parent, parent);
    if (name !== null) out.string(TRACK.name, name);
    more?.(out);
    out.close(track);
    out.close(packet);
  }
}
