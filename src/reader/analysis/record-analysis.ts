import { NO_CPU, NO_FUNCTION, RECORD, type RecordBatch } from '../scan/records';
import { CallAnalysis } from './calls/call-analysis';
import type { FunctionTable } from './calls/function-table';
import { StateAnalysis } from './kernel/state-analysis';
import { SyscallAnalysis } from './kernel/syscall-analysis';
import type { LossTimes } from './losses';
import { SPAN_END, type SpanSink } from './spans/span-sink';
import type { AnalysedThread } from './threads/analysed-thread';

/** Consumes records in the order of time and keeps what the tables of the answer are made of. The compiled analysis replaces it. */
export class RecordAnalysis {
  readonly calls: CallAnalysis;
  readonly syscalls: SyscallAnalysis;
  readonly states: StateAnalysis;

  /**
   * @param syscallNames name of the system call of each event class; empty for other events
   * @param sink gets the spans of the range
   */
  constructor(
    functions: FunctionTable,
    syscallNames: readonly string[],
    private readonly losses: LossTimes,
    private readonly sink: SpanSink | null,
  ) {
    this.calls = new CallAnalysis(functions);
    this.syscalls = new SyscallAnalysis(syscallNames.length);
    this.states = new StateAnalysis(syscallNames);
  }

  /**
   * @param threads by their indexes in the batch
   * @param addresses index of each address of the batch over the whole trace
   */
  consume(batch: RecordBatch, threads: readonly AnalysedThread[], addresses: Uint32Array): void {
    for (const [index, thread] of threads.entries()) {
      if (!thread.isSelected) continue;
      const begin = batch.threadBegin[index] as number;
      const end = batch.threadBegin[index + 1] as number;
      for (let record = begin; record < end; record++) {
        const timeNs = batch.timeNs[record] as number;
        const op = batch.op[record] as number;
        if (timeNs >= thread.nextLossNs) this.#applyLosses(thread, timeNs);
        this.#consume(thread, timeNs, op & 15, op >>> 4, threads, addresses);
      }
    }
  }

  #consume(
    thread: AnalysedThread,
    timeNs: number,
    kind: number,
    operand: number,
    threads: readonly AnalysedThread[],
    addresses: Uint32Array,
  ): void {
    switch (kind) {
      case RECORD.entry:
        this.calls.enter(thread, timeNs, addresses[operand] as number);
        return;
      case RECORD.exit:
        this.calls.exit(thread, timeNs, operand === NO_FUNCTION ? NO_FUNCTION : (addresses[operand] as number));
        return;
      case RECORD.switchIn:
        this.states.switchIn(thread, timeNs, operand === NO_CPU ? -1 : operand);
        return;
      case RECORD.switchOut:
        this.states.switchOut(thread, timeNs, operand);
        return;
      case RECORD.wake:
        this.states.wake(thread, timeNs, threads[operand]?.index ?? -1);
        return;
      case RECORD.syscallEntry:
        this.syscalls.enter(thread, timeNs, operand);
        return;
      case RECORD.syscallExit:
        this.syscalls.exit(thread, timeNs, operand >>> 1, (operand & 1) === 1);
        return;
      case RECORD.pageFault:
        thread.pageFaults++;
        return;
      case RECORD.exec:
        this.calls.endAll(thread, timeNs);
        return;
      case RECORD.threadEnd:
        this.calls.endAll(thread, timeNs);
        this.syscalls.cut(thread, timeNs);
        return;
      default:
        throw new Error(`record of kind ${kind}`);
    }
  }

  /** Begins the requested range: forgets what was counted before, and keeps what is open. */
  restart(threads: readonly AnalysedThread[], fromNs: number): void {
    for (const thread of threads) {
      if (thread.nextLossNs <= fromNs) this.#applyLosses(thread, fromNs);
      thread.restart(thread.stack.depth > 0);
    }
    this.calls.restart(threads, fromNs);
    this.syscalls.restart(threads, fromNs);
    this.states.restart(threads, fromNs);
    this.calls.spans = this.sink;
    this.syscalls.spans = this.sink;
    this.states.spans = this.sink;
  }

  /** Ends the range. Nothing can be consumed afterwards. */
  finish(threads: readonly AnalysedThread[], toNs: number): void {
    for (const thread of threads) {
      if (!thread.isSelected) continue;
      this.calls.closeAll(thread);
      this.syscalls.cut(thread, toNs, SPAN_END.open);
      this.states.close(thread, toNs);
    }
  }

  /** What is open may miss a part. */
  #applyLosses(thread: AnalysedThread, timeNs: number): void {
    const times = this.losses.timesOf(thread.group);
    while (thread.nextLoss < times.length && (times[thread.nextLoss] as number) <= timeNs) thread.nextLoss++;
    thread.lastLossNs = times[thread.nextLoss - 1] ?? Number.NEGATIVE_INFINITY;
    thread.nextLossNs = times[thread.nextLoss] ?? Number.POSITIVE_INFINITY;
    thread.stack.cutBelow = thread.stack.depth;
    thread.stack.lostBelow = thread.stack.depth;
    thread.isSyscallCut = true;
    thread.isSyscallLost = true;
    thread.isStateLost = true;
  }
}
