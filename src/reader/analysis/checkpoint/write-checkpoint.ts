import { NAME_SOURCE } from '../../scan/scan-result';
import { type AnalysedThread, STATE_UNKNOWN } from '../threads/analysed-thread';
import type { Checkpoint } from './checkpoint';
import type { OpenState, OpenStates } from './open-state';

interface Row {
  thread: AnalysedThread;
  open: OpenState;
}

/**
 * Stores what is open.
 * @param atNs the begin of the next window
 */
export function writeCheckpoint(all: readonly AnalysedThread[], states: OpenStates, atNs: number): Checkpoint {
  const rows = all.map((thread): Row => ({ thread, open: states.of(thread) })).filter(isNeeded);
  const count = rows.reduce((sum, { open }) => sum + open.depth, 0);
  const frames = { address: new BigUint64Array(count), beginNs: new Float64Array(count) };
  let to = 0;
  for (const { thread, open } of rows) {
    states.putFrames(thread, frames, to);
    to += open.depth;
  }
  return {
    atNs,
    threads: {
      kind: Uint8Array.from(rows, ({ thread }) => thread.identity.kind),
      pidNs: Uint32Array.from(rows, ({ thread }) => thread.identity.pidNs),
      epoch: Uint32Array.from(rows, ({ thread }) => thread.identity.epoch),
      vpid: Int32Array.from(rows, ({ thread }) => thread.identity.vpid),
      tid: Int32Array.from(rows, ({ thread }) => thread.tid),
      leaf: Uint32Array.from(rows, ({ thread }) => thread.group),
      contextPidNs: Uint32Array.from(rows, ({ thread }) => thread.contextPidNs),
      contextEpoch: Uint32Array.from(rows, ({ thread }) => thread.contextEpoch),
      contextVpid: Int32Array.from(rows, ({ thread }) => thread.contextVpid),
      nameSource: Uint8Array.from(rows, ({ thread }) => thread.nameSource),
      names: rows.map(({ thread }) => thread.name),
      state: Uint8Array.from(rows, ({ open }) => open.state),
      cpu: Int32Array.from(rows, ({ open }) => open.cpu),
      syscall: Int32Array.from(rows, ({ open }) => open.syscall),
      syscallNs: Float64Array.from(rows, ({ open }) => open.syscallNs),
      depth: Uint32Array.from(rows, ({ open }) => open.depth),
      ignored: Uint32Array.from(rows, ({ open }) => open.ignored),
    },
    frames,
  };
}

/** A thread of userspace is described by each of its events, so only what is open matters. */
function isNeeded({ thread, open: { depth, ignored, state, syscall } }: Row): boolean {
  const { identity, contextVpid, nameSource } = thread;
  const isDescribed = identity.domain === 'kernel' && (contextVpid !== -1 || nameSource !== NAME_SOURCE.none);
  return depth > 0 || ignored > 0 || state !== STATE_UNKNOWN || syscall >= 0 || isDescribed;
}
