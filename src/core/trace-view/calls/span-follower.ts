import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import type { SpanFollower } from '@reader/compiled/follow-spans';
import type { RowTable } from '../rows/row-table';

type Tables = Parameters<SpanFollower['begin']>[0];

/** Follows spans and knows the rows of their threads. Subclasses take the spans that they want. */
export abstract class RowFollower implements SpanFollower {
  isDone = false;
  protected tables: Tables | undefined;
  readonly #rows: (number | undefined)[] = [];

  constructor(protected readonly table: RowTable) {}

  begin(tables: Tables): void {
    this.tables = tables;
  }

  addCall(..._span: Parameters<SpanFollower['addCall']>): void {
    // not wanted
  }

  addSyscall(..._span: Parameters<SpanFollower['addSyscall']>): void {
    // not wanted
  }

  addState(..._span: Parameters<SpanFollower['addState']>): void {
    // not wanted
  }

  /** @returns -1 for a thread without a row */
  protected rowOf(thread: AnalysedThread): number {
    const known = this.#rows[thread.index];
    if (known !== undefined) return known;
    const row = this.table.ofIdentity(thread.identity);
    this.#rows[thread.index] = row;
    return row;
  }

  protected addressOf(functionIndex: number): bigint {
    const { functions } = this.tables ?? {};
    return functions?.addresses[functions.address[functionIndex] ?? -1] ?? 0n;
  }
}
