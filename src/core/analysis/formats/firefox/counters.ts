import type { ExportCounter, ExportSource, TimelineBatch } from '../export-source';
import { counterName } from '../shown-name';
import { inUnit } from '../text-output';
import type { ViewerIds } from '../viewer-ids';

/** Values of one counter. A profile with more is too large for a browser; those between the kept ones are left out. */
const MOST_VALUES = 200_000;

interface Column {
  timesNs: number[];
  values: number[];
  /** Every n-th value is kept. */
  step: number;
  seen: number;
}

/**
 * The counters of a profile. The profiler adds up the values of memory, so each is the difference to the one before. It shows other
 * counters as rates.
 */
export class CounterColumns {
  readonly #columns = new Map<number, Column>();

  constructor(private readonly source: ExportSource) {}

  add({ counters }: TimelineBatch): void {
    for (let index = 0; index < counters.count; index += 1) {
      const counter = counters.counter[index] ?? 0;
      const column = this.#columns.get(counter) ?? { timesNs: [], values: [], step: 1, seen: 0 };
      this.#columns.set(counter, column);
      column.seen += 1;
      if (column.seen % column.step !== 0) continue;
      column.timesNs.push(counters.timeNs[index] ?? 0);
      column.values.push(counters.value[index] ?? 0);
      if (column.values.length >= MOST_VALUES) thinOut(column);
    }
  }

  /** The elements of `counters` as JSON. @param threads of the profile, in its order */
  *pieces(threads: readonly number[], ids: ViewerIds): Generator<string> {
    let separator = '\n';
    for (const [counter, { timesNs, values }] of this.#columns) {
      const known = this.source.tables.counters[counter];
      if (!known) continue;
      const main = this.#mainThreadOf(known, threads);
      const { process = -1 } = this.source.tables.threads[threads[main] ?? -1] ?? {};
      const about = {
        name: counterName(this.source.tables, known),
        category: known.unit === 'bytes' ? 'Memory' : 'Counter',
        description: known.unit,
        pid: String(ids.pid(process)),
        mainThreadIndex: main,
      };
      const counts = known.unit === 'bytes' ? values.map((value, index) => value - (values[index - 1] ?? 0)) : values;
      yield `${separator}${JSON.stringify(about).slice(0, -1)},"samples":{"time":[${timesNs.map((ns) => inUnit(ns, 6)).join()}],`;
      yield `"count":[${counts.join()}],"length":${values.length}}}`;
      separator = ',\n';
    }
  }

  /** A counter is shown below a thread: the first of its process or container, or of the profile. */
  #mainThreadOf({ of }: ExportCounter, threads: readonly number[]): number {
    const { tables } = this.source;
    if (of === 'trace') return 0;
    const isIts = (thread: number): boolean => {
      const process = tables.threads[thread]?.process ?? -1;
      return 'process' in of ? process === of.process : tables.processes[process]?.container === of.container;
    };
    return Math.max(0, threads.findIndex(isIts));
  }
}

function thinOut(column: Column): void {
  const isKept = (_: number, index: number): boolean => index % 2 === 1;
  column.timesNs = column.timesNs.filter(isKept);
  column.values = column.values.filter(isKept);
  column.step *= 2;
}
