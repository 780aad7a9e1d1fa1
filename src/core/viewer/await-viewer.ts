import type { Opening, OpeningPhase } from '@shared/viewer/opening';
import { groupRuns } from '../process/start-outliving';
import { waitUntil } from '../process/wait-until';
import { hasEnded, type Launched } from './launch';
import { endOfLog } from './viewer-log';
import { hasAllLeaves, type Workspace } from './workspace';
import { isWorkspaceLocked } from './workspace-lock';

/**
 * How long a viewer may take until it has its workspace: 3 s were seen on a machine of 2 cores, 12 under emulation. From
 * then on it is told that it hangs; nothing is ended by itself.
 */
export const LOCK_WITHIN_MS = 60_000;
/** And then until it has taken the traces in: 9 to 14 s were seen. It has its window by then; this one is not a fault. */
const LOADED_WITHIN_MS = 60_000;
const EVERY_MS = 100;
const LAST_WORDS_WITHIN_MS = 2_000;

interface Wait {
  lockWithinMs: number;
  onPhase(phase: OpeningPhase): void;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until a viewer that was started has the trace, has ended, or hangs.
 * @throws AppError `cancelled` when the signal fires; the viewer goes on
 */
export async function awaitViewer(
  launched: Launched,
  workspace: Workspace,
  { lockWithinMs, onPhase, signal }: Wait,
): Promise<Opening> {
  const { dir, experiment } = workspace;
  // A starter may end and leave the viewer to itself: who has the workspace lives.
  const ended = (): boolean => hasEnded(launched) && !isWorkspaceLocked(dir);
  const look = { everyMs: EVERY_MS, signal };
  onPhase('starting');
  const locked = await soon(() => isWorkspaceLocked(dir) || ended(), { ...look, timeoutMs: lockWithinMs });
  if (!locked) return hanging(launched, workspace, lockWithinMs);
  if (isWorkspaceLocked(dir)) {
    onPhase('loading');
    await soon(async () => ended() || (await hasAllLeaves(workspace)), { ...look, timeoutMs: LOADED_WITHIN_MS });
  }
  // One that ended with its traces taken in was closed by its user.
  return ended() && !(await hasAllLeaves(workspace)) ? died(launched, workspace) : { outcome: 'opened', experiment };
}

/** @returns whether it is so in time */
async function soon(isSo: () => boolean | Promise<boolean>, wait: Omit<Parameters<typeof waitUntil>[1], 'what'>) {
  let so = false;
  await waitUntil(async () => (so = await isSo()), { ...wait, what: 'Trace Compass' }).catch((error: unknown) => {
    if (wait.signal?.aborted) throw error;
  });
  return so;
}

async function died({ program, viewer, exitCode }: Launched, { logPath }: Workspace): Promise<Opening> {
  // Its last words are on their way into the log; what else it may have left there is not waited for longer.
  await soon(() => !groupRuns(viewer.pid), { everyMs: 10, timeoutMs: LAST_WORDS_WITHIN_MS });
  const status = exitCode();
  const how = status === undefined ? '' : ` with status ${status}`;
  return {
    outcome: 'died',
    message: `Trace Compass ended${how} before it had opened the trace.`,
    hint: `What it printed is in ${logPath}. Start \`${program}\` by itself to see whether it works at all.`,
    log: await endOfLog(logPath),
  };
}

async function hanging({ program }: Launched, { logPath }: Workspace, waitedMs: number): Promise<Opening> {
  return {
    outcome: 'hangs',
    message: `Trace Compass was started ${Math.round(waitedMs / 1000)} s ago and has not opened its workspace yet.`,
    hint: `On a busy machine it may only be slow. What it printed is in ${logPath}; the program is ${program}.`,
    log: await endOfLog(logPath),
    waitedMs,
  };
}
