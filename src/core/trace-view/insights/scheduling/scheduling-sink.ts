import { THREAD_STATES, type ThreadRow } from '@reader/analysis/analysis';
import { WAITING_FOR_WORK } from '@reader/analysis/kernel/syscall-kinds';
import { SPAN_END, type SpanEnd } from '@reader/analysis/spans/span-sink';
import type { AnalysedThread } from '@reader/analysis/threads/analysed-thread';
import { placeOf } from '@reader/analysis/threads/thread-registry';
import type { SpanFollower } from '@reader/compiled/follow-spans';
import { type AnswerFacts, AnswerLog } from '../answers/answer-log';
import { FLUSH_CALLS } from '../facts/syscalls';
import { CpuRuns } from './cpu-runs';

const RUNNING = THREAD_STATES.indexOf('running');
const WAITING_TO_RUN = THREAD_STATES.indexOf('waiting-to-run');
const ON_DISK = THREAD_STATES.indexOf('blocked-on-disk');
const WORK: ReadonlySet<string> = new Set(WAITING_FOR_WORK);

/** Shorter waits to run are not kept: a wake-up alone takes tens of microseconds. */
const LEAST_WAIT_NS = 100_000;
/** Waits and runs that are kept, about 20 bytes each. */
const MOST_SPANS = 2_000_000;

/** The times of one thread. */
export interface ThreadTimes {
  /** CPUs on which it ran, ascending. */
  cpus: readonly number[];
  /** Waits to run of at least 0.1 ms, in the order of time: begin and end, in pairs. */
  waitsNs: readonly number[];
  /** Waits for work, in the same form: see WAITING_FOR_WORK. */
  workWaitsNs: readonly number[];
  /** Blocked on disk by name of the system call in progress; empty for none. */
  disk: ReadonlyMap<string, TimeIn>;
  /** Calls that flush, by name. Only complete ones. */
  flushes: ReadonlyMap<string, TimeIn>;
}

export interface TimeIn {
  count: number;
  ns: number;
  /** Of the longest. */
  longestNs: number;
  longestAtNs: number;
}

interface Growing {
  thread: AnalysedThread;
  cpus: Set<number>;
  waitsNs: number[];
  workWaitsNs: number[];
  disk: Map<string, TimeIn>;
  flushes: Map<string, TimeIn>;
}

type RowOf = (thread: Pick<ThreadRow, 'pidNs' | 'epoch' | 'vpid' | 'tid'>) => number | null;

/** Collects what the rules about scheduling need. */
export class SchedulingSink implements SpanFollower {
  readonly isDone = false;
  readonly #threads = new Map<number, Growing>();
  readonly #runs = new CpuRuns();
  readonly #answers = new AnswerLog();
  #waits = 0;
  #isComplete = true;

  /** @param syscalls name of the system call of each event class; empty for other events */
  constructor(private readonly syscalls: readonly string[]) {}

  begin(): void {
    // Threads come with their spans.
  }

  addCall(): void {
    // Calls are events of userspace.
  }

  addSyscall(thread: AnalysedThread, eventClass: number, beginNs: number, endNs: number, end: SpanEnd): void {
    const name = this.syscalls[eventClass] ?? '';
    if (end !== SPAN_END.known) return;
    this.#answers.addCall(thread.index, name, beginNs, endNs);
    if (!FLUSH_CALLS.has(name)) return;
    addTime(this.#of(thread).flushes, name, beginNs, endNs);
  }

  addState(thread: AnalysedThread, state: number, beginNs: number, endNs: number, end: SpanEnd, wokenBy: number): void {
    if (endNs <= beginNs) return;
    // The call in progress changes only while the thread runs, so it is the one of the whole wait.
    if (end === SPAN_END.known) this.#answers.addWait(thread.index, this.#callOf(thread), beginNs, endNs, wokenBy);
    if (state === RUNNING) this.#addRun(thread, beginNs, endNs);
    else if (state === WAITING_TO_RUN) this.#addWait(this.#of(thread).waitsNs, beginNs, endNs);
    else if (state === ON_DISK) {
      addTime(this.#of(thread).disk, this.#callOf(thread), beginNs, endNs);
    } else if (WORK.has(this.#callOf(thread))) this.#addWait(this.#of(thread).workWaitsNs, beginNs, endNs);
  }

  /** @param rowOf index of a thread in the analysis; null if it has no row */
  finish(rowOf: RowOf): {
    times: Map<number, ThreadTimes>;
    runs: CpuRuns;
    answers: AnswerFacts;
    isComplete: boolean;
  } {
    const row = ({ thread }: Growing): number | null => rowOf({ ...placeOf(thread), tid: thread.tid });
    const times = new Map<number, ThreadTimes>();
    const rows = new Map([...this.#threads].map(([index, one]) => [index, row(one)]));
    for (const [index, { cpus, ...one }] of this.#threads) {
      const at = rows.get(index) ?? null;
      if (at !== null) times.set(at, { ...one, cpus: [...cpus].sort((a, b) => a - b) });
    }
    const rowOfIndex = (index: number): number => rows.get(index) ?? -1;
    this.#runs.finish(rowOfIndex);
    const answers = this.#answers.finish(rowOfIndex);
    return { times, runs: this.#runs, answers, isComplete: this.#isComplete };
  }

  #addRun(thread: AnalysedThread, beginNs: number, endNs: number): void {
    if (thread.cpu < 0) return;
    this.#of(thread).cpus.add(thread.cpu);
    if (this.#runs.count < MOST_SPANS) this.#runs.add(thread.cpu, beginNs, endNs, thread.index);
    else this.#isComplete = false;
  }

  /** The system call in progress; empty for none. */
  #callOf({ syscall }: AnalysedThread): string {
    return syscall < 0 ? '' : (this.syscalls[syscall] ?? '');
  }

  #addWait(waitsNs: number[], beginNs: number, endNs: number): void {
    if (endNs - beginNs < LEAST_WAIT_NS) return;
    if (this.#waits++ < MOST_SPANS) waitsNs.push(beginNs, endNs);
    else this.#isComplete = false;
  }

  #of(thread: AnalysedThread): Growing {
    const known = this.#threads.get(thread.index);
    if (known) return known;
    const one: Growing = {
      thread,
      cpus: new Set(),
      waitsNs: [],
      workWaitsNs: [],
      disk: new Map(),
      flushes: new Map(),
    };
    this.#threads.set(thread.index, one);
    return one;
  }
}

function addTime(times: Map<string, TimeIn>, name: string, beginNs: number, endNs: number): void {
  const ns = endNs - beginNs;
  const known = times.get(name) ?? { count: 0, ns: 0, longestNs: 0, longestAtNs: 0 };
  const longest = ns > known.longestNs ? { longestNs: ns, longestAtNs: beginNs } : known;
  times.set(name, { ...longest, count: known.count + 1, ns: known.ns + ns });
}
