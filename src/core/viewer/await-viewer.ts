import type { Opening, OpeningPhase } from '@shared/viewer/opening';
import { groupRuns } from '../process/start-outliving';
import { waitUntil } from '../process/wait-until';
import { hasEnded, type Launched } from './launch';
import { endOfLog } from './viewer-log';
import { hasAllLeaves, type Workspace } from './workspace';
import { isWorkspaceLocked } from './workspace-lock';

/**
 * Time limit for a viewer to open its workspace. Measured: 3 s on 2 cores, 12 s under emulation. After the limit the viewer
 * is reported as hanging, but not terminated.
 */
export const LOCK_WITHIN_MS = 60_000;
/** Time limit for loading the traces after that. Measured: 9 to 14 s. Exceeding it is not an error: the window is open. */
const LOADED_WITHIN_MS = 60_000;
const EVERY_MS = 100;
const LAST_OUTPUT_WITHIN_MS = 2_000;

interface Wait {
  lockWithinMs: number;
  onPhase(phase: OpeningPhase): void;
  signal?: AbortSignal | undefined;
}

/**
 * Waits until a started viewer has loaded the trace, has ended, or hangs.
 * @throws AppError `cancelled` when the signal fires; the viewer keeps running
 */
export async function awaitViewer(
  launched: Launched,
  workspace: Workspace,
  { lockWithinMs, onPhase, signal }: Wait,
): Promise<Opening> {
  const { dir, experiment } = workspace;
  // A launcher may exit while the viewer keeps running. Then the viewer holds the lock of the workspace.
  const ended = (): boolean => hasEnded(launched) && !isWorkspaceLocked(dir);
  const poll = { everyMs: EVERY_MS, signal };
  onPhase('starting');
  const locked = await soon(() => isWorkspaceLocked(dir) || ended(), { ...poll, timeoutMs: lockWithinMs });
  if (!locked) return hanging(launched, workspace, lockWithinMs);
  if (isWorkspaceLocked(dir)) {
    onPhase('loading');
    await soon(async () => ended() || (await hasAllLeaves(workspace)), { ...poll, timeoutMs: LOADED_WITHIN_MS });
  }
  // A viewer that ended after it had loaded the traces was closed by the user.
  return ended() && !(await hasAllLeaves(workspace)) ? died(launched, workspace) : { outcome: 'opened', experiment };
}

/** @returns whether the condition became true within the limit */
async function soon(isTrue: () => boolean | Promise<boolean>, wait: Omit<Parameters<typeof waitUntil>[1], 'what'>) {
  let result = false;
  const check = async (): Promise<boolean> => (result = await isTrue());
  await waitUntil(check, { ...wait, what: 'Trace Compass' }).catch((error: unknown) => {
    if (wait.signal?.aborted) throw error;
  });
  return result;
}

async function died({ program, viewer, exitCode }: Launched, { logPath }: Workspace): Promise<Opening> {
  // Wait briefly for the rest of its output.
  await soon(() => !groupRuns(viewer.pid), { everyMs: 10, timeoutMs: LAST_OUTPUT_WITHIN_MS });
  const status = exitCode();
  const how = status === undefined ? '' : ` with status ${status}`;
  return {
    outcome: 'died',
    message: `Trace Compass ended${how} before it opened the trace.`,
    hint: `Its output is in ${logPath}. Run \`${program}\` without a trace to check whether it starts.`,
    log: await endOfLog(logPath),
  };
}

async function hanging({ program }: Launched, { logPath }: Workspace, waitedMs: number): Promise<Opening> {
  return {
    outcome: 'hangs',
    message: `Trace Compass did not open its workspace within ${Math.round(waitedMs / 1000)} s.`,
    hint: `On a busy machine it may just be slow. The output of ${program} is in ${logPath}.`,
    log: await endOfLog(logPath),
    waitedMs,
  };
}
