import type { AnalysedThread, ThreadIdentity } from '../threads/analysed-thread';
import type { ThreadRegistry } from '../threads/thread-registry';
import { type CheckpointLimits, checkCheckpoint } from './check-checkpoint';
import type { Checkpoint, CheckpointThreads } from './checkpoint';
import type { OpenStates } from './open-state';

/**
 * Adds the threads and what they have open to an analysis that has not consumed a window.
 * @throws RangeError for a checkpoint that is not of the trace, before anything is restored
 */
export function restoreCheckpoint(
  checkpoint: Checkpoint,
  registry: ThreadRegistry,
  states: OpenStates,
  limits: CheckpointLimits,
): void {
  checkCheckpoint(checkpoint, limits);
  const { threads, frames } = checkpoint;
  let frame = 0;
  for (let row = 0; row < threads.kind.length; row++) {
    const thread = registry.find(identityOf(threads, row), threads.leaf[row] as number);
    restoreFacts(thread, threads, row);
    registry.select(thread);
    const depth = threads.depth[row] as number;
    states.restore(thread, {
      state: threads.state[row] as number,
      cpu: threads.cpu[row] as number,
      syscall: threads.syscall[row] as number,
      syscallNs: threads.syscallNs[row] as number,
      depth,
      ignored: threads.ignored[row] as number,
    });
    for (const end = frame + depth; frame < end; frame++)
      states.enter(thread, frames.beginNs[frame] as number, frames.address[frame] as bigint);
  }
}

function identityOf(threads: CheckpointThreads, row: number): Omit<ThreadIdentity, 'domain'> {
  return {
    kind: threads.kind[row] as number,
    pidNs: threads.pidNs[row] as number,
    epoch: threads.epoch[row] as number,
    vpid: threads.vpid[row] as number,
    tid: threads.tid[row] as number,
  };
}

function restoreFacts(thread: AnalysedThread, threads: CheckpointThreads, row: number): void {
  thread.contextPidNs = threads.contextPidNs[row] as number;
  thread.contextEpoch = threads.contextEpoch[row] as number;
  thread.contextVpid = threads.contextVpid[row] as number;
  thread.nameSource = threads.nameSource[row] as number;
  thread.name = threads.names[row] ?? '';
}
