import type { CheckpointFrames } from '../analysis/checkpoint/checkpoint';
import type { OpenState, OpenStates } from '../analysis/checkpoint/open-state';
import type { AnalysedThread } from '../analysis/threads/analysed-thread';
import { type Core, expectDone } from './core-memory';
import { ANALYSED_THREAD, ANALYSIS, FRAME, offsetsOf } from './core-structs';
import { TableReader } from './table-reader';

const FIELD = offsetsOf(ANALYSIS);
const THREAD = offsetsOf(ANALYSED_THREAD);
const CALL = offsetsOf(FRAME);
/** FRAME_BYTES of `assembly/analysed-thread.ts`. */
const FRAME_BYTES = 24;

/** What is open in the compiled analysis. Valid until the analysis continues. */
export class CompiledStates implements OpenStates {
  readonly #threads: TableReader;
  readonly #addresses: TableReader;

  /** @param provide adds a new thread to the analysis */
  constructor(
    private readonly core: Core,
    private readonly analysis: number,
    private readonly provide: (thread: AnalysedThread) => void,
  ) {
    const view = new DataView(core.memory.buffer);
    this.#threads = new TableReader(core, view.getUint32(analysis + FIELD.threads, true));
    this.#addresses = new TableReader(core, view.getUint32(analysis + FIELD.addresses, true));
  }

  of({ index }: AnalysedThread): OpenState {
    const { view } = this.#threads;
    const at = this.#threads.rowAt(index);
    return {
      state: view.getUint32(at + THREAD.state, true),
      cpu: view.getInt32(at + THREAD.cpu, true),
      syscall: view.getInt32(at + THREAD.syscall, true),
      syscallNs: view.getFloat64(at + THREAD.syscallNs, true),
      depth: view.getUint32(at + THREAD.depth, true),
      ignored: view.getUint32(at + THREAD.ignored, true),
    };
  }

  putFrames({ index }: AnalysedThread, { address, beginNs }: CheckpointFrames, to: number): void {
    const { view } = this.#threads;
    const at = this.#threads.rowAt(index);
    const depth = view.getUint32(at + THREAD.depth, true);
    const frames = view.getUint32(at + THREAD.frames, true);
    for (let call = 0; call < depth; call++) {
      const frame = frames + call * FRAME_BYTES;
      address[to + call] = view.getBigUint64(this.#addresses.rowAt(view.getUint32(frame + CALL.address, true)), true);
      beginNs[to + call] = view.getFloat64(frame + CALL.beginNs, true);
    }
  }

  restore(thread: AnalysedThread, { state, cpu, syscall, syscallNs, ignored }: OpenState): void {
    const { index, isSelected } = thread;
    this.provide(thread);
    this.core.exports.selectThread(this.analysis, index, isSelected ? 1 : 0);
    this.core.exports.restoreThread(this.analysis, index, state, cpu, syscall, syscallNs, ignored);
  }

  enter({ index }: AnalysedThread, beginNs: number, address: bigint): void {
    expectDone(this.core.exports.restoreCall(this.analysis, index, beginNs, address));
  }
}
