import type { CallAnalysis } from '../calls/call-analysis';
import type { FunctionTable } from '../calls/function-table';
import type { AnalysedThread } from '../threads/analysed-thread';
import type { CheckpointFrames } from './checkpoint';
import type { OpenState, OpenStates } from './open-state';

/** What is open in the analysis in TypeScript, whose threads know it themselves. */
export class RecordStates implements OpenStates {
  constructor(
    private readonly functions: FunctionTable,
    private readonly calls: CallAnalysis,
  ) {}

  of({ state, cpu, syscall, syscallOpenedNs, stack }: AnalysedThread): OpenState {
    return { state, cpu, syscall, syscallNs: syscallOpenedNs, depth: stack.depth, ignored: stack.ignored };
  }

  putFrames({ stack }: AnalysedThread, { address, beginNs }: CheckpointFrames, to: number): void {
    for (let at = 0; at < stack.depth; at++) {
      address[to + at] = this.functions.addresses[stack.address[at] as number] ?? 0n;
      beginNs[to + at] = stack.openedAt(at);
    }
  }

  restore(thread: AnalysedThread, { state, cpu, syscall, syscallNs, ignored }: OpenState): void {
    thread.state = state;
    thread.cpu = cpu;
    thread.syscall = syscall;
    thread.syscallNs = syscallNs;
    thread.syscallOpenedNs = syscallNs;
    thread.stack.ignored = ignored;
  }

  enter(thread: AnalysedThread, beginNs: number, address: bigint): void {
    this.calls.enter(thread, beginNs, this.functions.addressIndex(address));
  }
}
