import { kindOfName, syscallName } from '../scan/plan/event-kinds';
import type { ScanResult } from '../scan/scan-result';
import type { ScanWindow } from '../scan/windows';
import type { SpanTables, TraceReading } from '../trace-reading';
import type { Analysis } from './analysis';
import { FunctionTable } from './calls/function-table';
import type { Checkpoint } from './checkpoint/checkpoint';
import { RecordStates } from './checkpoint/record-states';
import { restoreCheckpoint } from './checkpoint/restore-checkpoint';
import { writeCheckpoint } from './checkpoint/write-checkpoint';
import { type AnalyserRequest, RangeAnalysis } from './range-analysis';
import { RecordAnalysis } from './record-analysis';
import type { SpanSink } from './spans/span-sink';
import { placeOf, type ThreadRegistry } from './threads/thread-registry';

/** @returns by event class, the name of the system call without the tracer's prefix; empty for other events */
export const syscallNames = ({ eventClasses, leaves }: Pick<TraceReading, 'eventClasses' | 'leaves'>): string[] =>
  eventClasses.map(({ leaf, class: { name } }) => {
    const kind = kindOfName(name, leaves[leaf]?.domain ?? 'userspace');
    return kind === 'syscallEntry' || kind === 'syscallExit' ? syscallName(name) : '';
  });

/**
 * Consumes the scan of all windows of a range in the order of time. The answer does not depend on how the range was cut into windows,
 * since all sums are of whole numbers.
 */
export class Analyser {
  readonly functions = new FunctionTable();
  readonly records: RecordAnalysis;
  readonly #range: RangeAnalysis;
  readonly #states: RecordStates;
  #isCounting = false;

  constructor(
    private readonly reading: TraceReading,
    private readonly request: AnalyserRequest,
    sink: SpanSink | null = null,
  ) {
    this.#range = new RangeAnalysis(reading, request);
    this.records = new RecordAnalysis(this.functions, syscallNames(reading), this.#range.losses, sink);
    this.#states = new RecordStates(this.functions, this.records.calls);
  }

  get registry(): ThreadRegistry {
    return this.#range.registry;
  }

  consume(window: ScanWindow, result: ScanResult): void {
    if (window.isCounted && !this.#isCounting) this.#beginRange(window.fromNs);
    const threads = this.#range.consume(window, result);
    const addresses = Uint32Array.from(result.addresses, (address) => this.functions.addressIndex(address));
    this.records.consume(result.records, threads, addresses);
  }

  /** @returns what is open after the windows so far. @param atNs the begin of the next window */
  checkpoint(atNs: number): Checkpoint {
    return writeCheckpoint(this.registry.threads, this.#states, atNs);
  }

  /**
   * Begins at a checkpoint instead of the trace's begin. Nothing may have been consumed; the first window begins at the checkpoint.
   * @throws RangeError for a checkpoint that is not of the trace
   */
  restore(checkpoint: Checkpoint): void {
    restoreCheckpoint(checkpoint, this.registry, this.#states, this.reading);
  }

  /** The tables of spans: threads and functions. */
  get spanTables(): SpanTables {
    const { addresses, process, address } = this.functions;
    return {
      threads: this.registry.threads.map((thread) => {
        const { domain, tid } = thread.identity;
        return { domain, ...placeOf(thread), tid, name: thread.name, process: thread.process };
      }),
      functions: process.map((owner, index) => ({
        process: owner,
        address: addresses[address[index] as number] as bigint,
      })),
    };
  }

  /** Ends the range; spans that are open end. Nothing can be consumed afterwards. */
  finish(): Analysis {
    const { range } = this.request;
    if (!this.#isCounting) this.#beginRange(range.fromNs);
    this.records.finish(this.registry.threads, range.toNs);
    return this.#range.analysis({ functions: this.functions, records: this.records });
  }

  #beginRange(fromNs: number): void {
    this.#isCounting = true;
    this.records.restart(this.registry.threads, fromNs);
  }
}
