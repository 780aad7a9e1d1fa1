import type { AnalysisRequest } from '@reader/trace-reading';
import type { RowTable } from './row-table';

/** The rows that a question selects, with what is below them. No row: all. */
export class RowSelection {
  readonly #threads = new Set<number>();
  readonly #processes = new Set<number>();
  readonly isAll: boolean;
  /** Whether each selected thread's process is selected as a whole, so that a pass needs no filter. */
  readonly isOfProcesses: boolean;

  /** @param rows those that are not in the table select nothing */
  constructor(
    private readonly table: RowTable,
    rows: readonly number[],
  ) {
    this.isAll = rows.length === 0;
    for (const row of rows) this.#add(row);
    const isComplete = (process: number): boolean => table.childrenOf(process).every((one) => this.#threads.has(one));
    this.isOfProcesses = [...this.#threads].every((thread) => isComplete(table.parentOf(thread)));
    for (const thread of this.#threads) this.#processes.add(table.parentOf(thread));
  }

  /** @param row of a thread; -1 for none */
  hasThread(row: number): boolean {
    return this.isAll || this.#threads.has(row);
  }

  /** Whether a thread of the process is selected. */
  hasProcess(row: number): boolean {
    return this.isAll || this.#processes.has(row);
  }

  /** Selects threads in a pass. */
  get filter(): NonNullable<AnalysisRequest['threads']> {
    return (thread) => this.hasThread(this.table.ofThread(thread));
  }

  #add(row: number): void {
    if (this.table.rows[row]?.kind === 'thread') this.#threads.add(row);
    else for (const child of this.table.childrenOf(row)) this.#add(child);
  }
}
