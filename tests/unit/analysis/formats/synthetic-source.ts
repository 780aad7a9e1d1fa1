import {
  ENTRY,
  type ExportCounter,
  type ExportEvent,
  type ExportSource,
  SYSCALL_END,
  type TimelineBatch,
} from '@core/analysis/formats/export-source';
import { THREAD_STATES, type ThreadState } from '@reader/analysis/analysis';

type Entry = { timeNs: number; thread: number; kind: number; value: number };
type CounterValue = { timeNs: number; counter: number; value: number };

/** A source whose timeline is written down by a test. */
export class SyntheticSource implements ExportSource {
  title = 'A trace';
  beginUnixNs: bigint | null = 1_700_000_000_123_456_789n;
  range = { fromNs: 0, toNs: 1_000_000_000 };
  tables = {
    containers: [{ name: 'api-1' }, { name: 'db-1' }],
    processes: [
      { container: 0, pid: 1, name: 'api' },
      { container: 1, pid: 1, name: 'postgres' },
      { container: null, pid: null, name: '' },
    ],
    threads: [
      { process: 0, tid: 1, name: 'api' },
      { process: 0, tid: 12, name: 'worker' },
      { process: 1, tid: 1, name: 'postgres' },
      { process: 2, tid: null, name: '' },
    ],
    functions: [
      { symbol: 'main', address: 0x401000n, file: '/src/main.c', line: 12 },
      { symbol: 'parse_value', address: 0x401100n, file: null, line: null },
      { symbol: null, address: 0x7fff_1234_5678n, file: null, line: null },
    ] as { symbol: string | null; address: bigint; file: string | null; line: number | null }[],
    syscalls: ['openat', 'read'],
    counters: [] as ExportCounter[],
  };
  readonly entries: Entry[] = [];
  readonly values: CounterValue[] = [];
  readonly recorded: ExportEvent[] = [];
  /** Entries per batch. */
  batch = 7;

  begin = (timeNs: number, thread: number, value: number): this => this.#add(timeNs, thread, ENTRY.callBegin, value);
  resume = (timeNs: number, thread: number, value: number): this => this.#add(timeNs, thread, ENTRY.callResumed, value);
  end = (timeNs: number, thread: number): this => this.#add(timeNs, thread, ENTRY.callEnd, 0);
  cut = (timeNs: number, thread: number): this => this.#add(timeNs, thread, ENTRY.callCut, 0);
  wake = (timeNs: number, thread: number, waker: number): this => this.#add(timeNs, thread, ENTRY.wake, waker);
  state = (timeNs: number, thread: number, state: ThreadState): this =>
    this.#add(timeNs, thread, ENTRY.state, THREAD_STATES.indexOf(state));
  syscall = (beginNs: number, endNs: number, thread: number, name: number, end: keyof typeof SYSCALL_END): this =>
    this.#add(beginNs, thread, ENTRY.syscallBegin, name).#add(endNs, thread, ENTRY.syscallEnd, SYSCALL_END[end]);

  count(timeNs: number, counter: number, value: number): this {
    this.values.push({ timeNs, counter, value });
    return this;
  }

  #add(timeNs: number, thread: number, kind: number, value: number): this {
    this.entries.push({ timeNs, thread, kind, value });
    return this;
  }

  async *timeline(signal: AbortSignal): AsyncGenerator<TimelineBatch> {
    for (let from = 0; from < this.entries.length || from === 0; from += this.batch) {
      signal.throwIfAborted();
      const entries = this.entries.slice(from, from + this.batch);
      const values = from === 0 ? this.values : [];
      yield {
        count: entries.length,
        timeNs: Float64Array.from(entries, ({ timeNs }) => timeNs),
        thread: Uint32Array.from(entries, ({ thread }) => thread),
        kind: Uint8Array.from(entries, ({ kind }) => kind),
        value: Uint32Array.from(entries, ({ value }) => value),
        counters: {
          count: values.length,
          timeNs: Float64Array.from(values, ({ timeNs }) => timeNs),
          counter: Uint32Array.from(values, ({ counter }) => counter),
          value: Float64Array.from(values, ({ value }) => value),
        },
        share: Math.min(1, (from + this.batch) / Math.max(1, this.entries.length)),
      };
    }
  }

  async *events(signal: AbortSignal): AsyncGenerator<{ events: ExportEvent[]; share: number }> {
    for (let from = 0; from < this.recorded.length; from += this.batch) {
      signal.throwIfAborted();
      yield { events: this.recorded.slice(from, from + this.batch), share: 1 };
    }
  }
}

/** Calls, system calls, states, wake-ups and counters of three threads, with everything that a format must tell apart. */
export function busySource(): SyntheticSource {
  const source = new SyntheticSource();
  source.tables.counters.push(
    { name: 'Events', unit: 'count', of: 'trace' },
    { name: 'Memory in use', unit: 'bytes', of: { process: 0 } },
    { name: 'Lost events', unit: 'count', of: { container: 1 } },
  );
  return source
    .state(0, 0, 'running')
    .resume(0, 0, 0)
    .begin(1000, 0, 1)
    .begin(1000, 0, 2)
    .end(1000, 0)
    .begin(5000, 1, 1)
    .end(70_001, 0)
    .syscall(71_000, 80_000, 0, 0, 'succeeded')
    .syscall(81_000, 90_000, 0, 1, 'failed')
    .state(85_000, 0, 'blocked-on-disk')
    .cut(500_000, 1)
    .wake(600_000, 0, 2)
    .state(600_000, 0, 'waiting-to-run')
    .state(600_500, 0, 'running')
    .begin(700_000, 2, 2)
    .end(700_000, 2)
    .cut(1_000_000_000, 0)
    .count(10, 0, 5)
    .count(10, 1, 4096)
    .count(20, 1, 2 ** 40)
    .count(30, 1, 0)
    .count(40, 2, 0.5);
}

/** A deterministic timeline of many calls, threads and functions. Each entry is up to 3 µs after the one before. */
export function largeSource(calls: number, threads: number, functions: number): SyntheticSource {
  const source = new SyntheticSource();
  source.tables.threads = Array.from({ length: threads }, (_, n) => ({ process: n % 2, tid: n + 1, name: `t-${n}` }));
  source.tables.functions = Array.from({ length: functions }, (_, n) => ({
    symbol: `function_${n}`,
    address: BigInt(n),
    file: null,
    line: null,
  }));
  source.batch = 10_000;
  const depth = new Uint32Array(threads);
  let random = 1;
  const next = (below: number): number => {
    random = (random * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((random / 2 ** 31) * below);
  };
  let timeNs = 0;
  for (let begun = 0; begun < calls; ) {
    timeNs += next(3000);
    const thread = next(threads);
    const isBegin = (depth[thread] ?? 0) === 0 || ((depth[thread] ?? 0) < 20 && next(2) === 0);
    if (isBegin) source.begin(timeNs, thread, next(functions));
    else source.end(timeNs, thread);
    depth[thread] = (depth[thread] ?? 0) + (isBegin ? 1 : -1);
    begun += isBegin ? 1 : 0;
  }
  source.range = { fromNs: 0, toNs: timeNs + 1 };
  for (const [thread, open] of depth.entries())
    for (let call = 0; call < open; call += 1) source.cut(source.range.toNs, thread);
  return source;
}
