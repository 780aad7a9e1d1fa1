import { FunctionTable } from '@reader/analysis/calls/function-table';
import { blockedStates } from '@reader/analysis/kernel/thread-state-rules';
import { LossTimes } from '@reader/analysis/losses';
import { syscallName } from '@reader/scan/plan/event-kinds';
import { NO_FUNCTION, RECORD } from '@reader/scan/records';
import { domainOf, type ScanResult } from '@reader/scan/scan-result';
import type { TimeRange, TraceReading } from '@reader/trace-reading';
import { groupBy } from '@shared/model/group-by';
import type { TimelineBatch } from '../formats/export-source';
import { CounterColumns, EntryColumns } from './entry-columns';
import type { TraceTables } from './export-tables';
import { LossCursor } from './loss-cursor';
import { MemoryInUse } from './memory-in-use';
import type { ScannedWindow, WindowSource } from './scan-windows';
import { ThreadActivity } from './thread-activity';
import type { ThreadRegistry } from './thread-registry';

export interface TimelineInput {
  reading: TraceReading;
  range: TimeRange;
  windows: WindowSource;
  registry: ThreadRegistry;
  tables: TraceTables;
}

/** Reads calls, system calls, states, wake-ups and memory of a range. @throws ReadError, AbortError */
export async function* readTimeline(input: TimelineInput, signal: AbortSignal): AsyncGenerator<TimelineBatch> {
  const timeline = new Timeline(input);
  for await (const scanned of input.windows.scan(signal)) {
    timeline.add(scanned);
    yield { ...timeline.take(), share: scanned.share };
  }
  timeline.finish();
  yield { ...timeline.take(), share: 1 };
}

class Timeline {
  readonly #entries = new EntryColumns();
  readonly #counters = new CounterColumns();
  readonly #activities = new Map<number, ThreadActivity>();
  readonly #losses: LossTimes;
  /** By thread and domain: one thread has events in the recordings of userspace and of the kernel. */
  readonly #lossCursors = new Map<string, LossCursor>();
  /** Numbers the addresses of the whole trace. */
  readonly #functions = new FunctionTable();
  readonly #syscallNames: readonly string[];
  readonly #blockedIn: Uint8Array;
  readonly #memory = new MemoryInUse();
  readonly #memoryCounters = new Map<number, number>();
  #memoryBin = 0;
  #isInRange = false;

  constructor(private readonly input: TimelineInput) {
    this.#losses = new LossTimes(input.reading);
    this.#syscallNames = input.reading.eventClasses.map(({ class: { name } }) => syscallName(name));
    this.#blockedIn = blockedStates(this.#syscallNames);
  }

  take(): Omit<TimelineBatch, 'share'> {
    return { ...this.#entries.take(), counters: this.#counters.take() };
  }

  add({ window, result }: ScannedWindow): void {
    const { registry, range } = this.input;
    if (window.isCounted && !this.#isInRange) {
      this.#isInRange = true;
      for (const activity of this.#activities.values()) activity.resume(range.fromNs);
    }
    const threads = registry.indexesOf(result.threads, window.fromNs);
    const addressIds = Uint32Array.from(result.addresses, (address) => this.#functions.addressIndex(address));
    // One thread can have two rows, of userspace and of the kernel.
    for (const rows of groupBy(threads.keys(), (row) => threads[row]).values())
      this.#addRecords(result, rows, threads, addressIds);
    this.#addMemory(result, threads);
  }

  finish(): void {
    const { range, registry } = this.input;
    for (const [thread, activity] of this.#activities)
      activity.finish(range.toNs, (registry.threads[thread]?.lastNs ?? 0) >= range.toNs);
    this.#writeMemory();
  }

  /** @param rows of one thread in the window's table of threads */
  #addRecords(result: ScanResult, rows: readonly number[], threads: Uint32Array, addressIds: Uint32Array): void {
    const { timeNs, op, threadBegin } = result.records;
    const activity = this.#activityOf(threads[rows[0] ?? 0] ?? 0);
    const addOne = (record: number, losses: LossCursor): void => {
      if (losses.passes(timeNs[record] ?? 0)) activity.lose();
      const kind = (op[record] ?? 0) & 15;
      const operand = (op[record] ?? 0) >>> 4;
      activity.add(timeNs[record] ?? 0, kind, meaningOf(kind, operand, threads, addressIds));
    };
    if (rows.length === 1) {
      const [row = 0] = rows;
      const losses = this.#lossesOf(result, row, threads);
      const end = threadBegin[row + 1] ?? 0;
      for (let record = threadBegin[row] ?? 0; record < end; record += 1) addOne(record, losses);
      return;
    }
    const records = rows.flatMap((row) => {
      const begin = threadBegin[row] ?? 0;
      const losses = this.#lossesOf(result, row, threads);
      return Array.from({ length: (threadBegin[row + 1] ?? 0) - begin }, (_, index) => ({
        record: begin + index,
        losses,
      }));
    });
    records.sort((a, b) => (timeNs[a.record] ?? 0) - (timeNs[b.record] ?? 0));
    for (const { record, losses } of records) addOne(record, losses);
  }

  #lossesOf({ threads: scanned }: ScanResult, row: number, threads: Uint32Array): LossCursor {
    const key = `${threads[row]} ${domainOf(scanned.kind[row] ?? 0)}`;
    const known = this.#lossCursors.get(key);
    if (known) return known;
    const cursor = new LossCursor(this.#losses.timesOf(this.#losses.groupOf(scanned.leaf[row] ?? 0)));
    this.#lossCursors.set(key, cursor);
    return cursor;
  }

  #activityOf(thread: number): ThreadActivity {
    const known = this.#activities.get(thread);
    if (known) return known;
    const { tables, range } = this.input;
    const process = tables.threads[thread]?.process ?? -1;
    const activity = new ThreadActivity(
      thread,
      {
        functionOf: (id, timeNs) => tables.functionOf(process, id, this.#functions.addresses[id] ?? 0n, timeNs),
        syscallOf: (eventClass) => tables.syscallOf(this.#syscallNames[eventClass] ?? ''),
        blockedIn: (eventClass) => this.#blockedIn[eventClass],
      },
      this.#entries,
    );
    this.#activities.set(thread, activity);
    if (this.#isInRange) activity.resume(range.fromNs);
    return activity;
  }

  /** The last value of each bin is written. */
  #addMemory({ allocations }: ScanResult, threads: Uint32Array): void {
    const { tables, windows } = this.input;
    const processOf = (row: number): number => tables.threads[threads[row] ?? 0]?.process ?? -1;
    this.#memory.add(allocations, processOf, (timeNs) => {
      const bin = Math.floor((timeNs - windows.bins.fromNs) / windows.bins.widthNs);
      if (bin > this.#memoryBin) this.#writeMemory();
      this.#memoryBin = Math.max(this.#memoryBin, bin);
    });
  }

  #writeMemory(): void {
    if (!this.#isInRange) return;
    const { tables, windows, range } = this.input;
    const timeNs = windows.bins.fromNs + (this.#memoryBin + 1) * windows.bins.widthNs;
    for (const [process, bytes] of this.#memory.changed()) {
      const counter =
        this.#memoryCounters.get(process) ??
        tables.addCounter({ name: 'Memory in use', unit: 'bytes', of: { process } });
      this.#memoryCounters.set(process, counter);
      this.#counters.add(Math.min(timeNs, range.toNs), counter, bytes);
    }
  }
}

/** An operand of a window in the numbering of the whole trace. */
function meaningOf(kind: number, operand: number, threads: Uint32Array, addressIds: Uint32Array): number {
  if (kind === RECORD.wake) return threads[operand] ?? 0;
  const isCall = kind === RECORD.entry || (kind === RECORD.exit && operand !== NO_FUNCTION);
  return isCall ? (addressIds[operand] ?? 0) : operand;
}
