import type { Analysis, ThreadRow } from '@reader/analysis/analysis';
import type { ThreadIdentity } from '@reader/analysis/threads/analysed-thread';
import type { TimelineRow } from '@shared/trace-view/timeline-rows';
import type { ProcessOfAddress } from '../../symbols/symboliser';
import { keyOfIdentity, keysOfRow, type ThreadKeyText } from './thread-keys';

/** A row with what passes need to find it again. */
export interface BuiltRow {
  row: TimelineRow;
  /** Of a thread. */
  keys: readonly ThreadKeyText[];
  /** Of a process: how the symboliser knows it, and with its epoch the analysis of a range. */
  process: (ProcessOfAddress & { epoch: number }) | null;
}

type Process = Pick<Analysis['processes'][number], 'pidNs' | 'epoch' | 'vpid'>;

const processKey = ({ pidNs, epoch, vpid }: Process): string => `${pidNs} ${epoch} ${vpid}`;

/** The rows of a trace, found by what a pass over any range knows of a thread or a process. */
export class RowTable {
  readonly rows: readonly TimelineRow[];
  readonly #byKey = new Map<ThreadKeyText, number>();
  readonly #byProcess = new Map<string, number>();
  readonly #cpus = new Map<number, number>();
  readonly #children: readonly (readonly number[])[];

  constructor(private readonly built: readonly BuiltRow[]) {
    this.rows = built.map(({ row }) => row);
    const children = this.rows.map((): number[] => []);
    for (const [index, { row, keys, process }] of built.entries()) {
      children[row.parent]?.push(index);
      for (const key of keys) if (!this.#byKey.has(key)) this.#byKey.set(key, index);
      if (process && process.vpid >= 0 && !this.#byProcess.has(processKey(process)))
        this.#byProcess.set(processKey(process), index);
      if (row.kind === 'cpu' && row.number !== null) this.#cpus.set(row.number, index);
    }
    this.#children = children;
  }

  /** @returns -1 for a thread that is not in the whole trace */
  ofIdentity(thread: ThreadIdentity): number {
    return this.#byKey.get(keyOfIdentity(thread)) ?? -1;
  }

  /** @returns the row of an analysed thread; -1 for one that is not in the whole trace */
  ofThread(thread: Pick<ThreadRow, 'domain' | 'pidNs' | 'epoch' | 'tid'>): number {
    for (const key of keysOfRow(thread)) {
      const row = this.#byKey.get(key);
      if (row !== undefined) return row;
    }
    return -1;
  }

  ofKey(key: ThreadKeyText): number {
    return this.#byKey.get(key) ?? -1;
  }

  ofCpu(cpu: number): number {
    return this.#cpus.get(cpu) ?? -1;
  }

  /** @returns the rows of the processes of an analysis, in its order; -1 where a process is not in the whole trace */
  ofProcesses({ processes, threads }: Pick<Analysis, 'processes' | 'threads'>): number[] {
    const rows = processes.map((process) =>
      process.vpid >= 0 ? (this.#byProcess.get(processKey(process)) ?? -1) : -1,
    );
    for (const thread of threads)
      if (rows[thread.process] === -1) rows[thread.process] = this.parentOf(this.ofThread(thread));
    return rows;
  }

  parentOf(row: number): number {
    return this.rows[row]?.parent ?? -1;
  }

  childrenOf(row: number): readonly number[] {
    return this.#children[row] ?? [];
  }

  /** The process of a row of a process; null for other rows. */
  processOf(row: number): ProcessOfAddress | null {
    return this.built[row]?.process ?? null;
  }

  /** The container, process or thread itself and what is above it. */
  *above(row: number): Generator<number> {
    for (let at = row; at >= 0; at = this.parentOf(at)) yield at;
  }
}
