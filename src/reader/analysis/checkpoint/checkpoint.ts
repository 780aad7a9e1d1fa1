/**
 * What is open at a time: a range that begins then or later can be analysed from here on, with the same answer as from the trace's
 * begin. What is open at the range's begin counts as cut and from there on in any case, so losses and the begins of states are not in
 * it. Plain columns, a row per thread, so that it can be stored.
 */
export interface Checkpoint {
  /** The begin of a window: records at this time or later are not in it. */
  atNs: number;
  threads: CheckpointThreads;
  frames: CheckpointFrames;
}

export interface CheckpointThreads {
  /** Identity, see ThreadIdentity. */
  kind: Uint8Array;
  pidNs: Uint32Array;
  epoch: Uint32Array;
  vpid: Int32Array;
  tid: Int32Array;
  leaf: Uint32Array;
  /** See AnalysedThread. */
  contextPidNs: Uint32Array;
  contextEpoch: Uint32Array;
  contextVpid: Int32Array;
  nameSource: Uint8Array;
  names: readonly string[];
  state: Uint8Array;
  cpu: Int32Array;
  /** Index of the event class of the system call in progress; -1 without one. */
  syscall: Int32Array;
  syscallNs: Float64Array;
  depth: Uint32Array;
  ignored: Uint32Array;
}

/** The open calls of all threads: thread after thread, the outermost first. */
export interface CheckpointFrames {
  address: BigUint64Array;
  beginNs: Float64Array;
}

/** About the size of a stored checkpoint. */
export function checkpointBytes({ threads, frames }: Checkpoint): number {
  let bytes = frames.address.byteLength + frames.beginNs.byteLength;
  for (const column of Object.values(threads) as (Uint8Array | readonly string[])[]) {
    bytes += 'byteLength' in column ? column.byteLength : column.join('').length;
  }
  return bytes;
}

/** All checkpoints of a trace take at most this share of its size. */
const LARGEST_SHARE = 0.003;

/** Decides which checkpoints are kept, so that they stay a small share of the trace. */
export class CheckpointBudget {
  #bytes = 0;

  /** @param contentBytes of the packets that were read since the last call */
  add(contentBytes: number): void {
    this.#bytes += contentBytes * LARGEST_SHARE;
  }

  /** @returns whether there is room; the room is used then */
  allows(checkpoint: Checkpoint): boolean {
    const bytes = checkpointBytes(checkpoint);
    if (bytes > this.#bytes) return false;
    this.#bytes -= bytes;
    return true;
  }
}
