import { isRunning } from '../process/identity';
import { waitUntil } from '../process/wait-until';
import { runningLaunch } from './launch-record';

const TERM_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 3_000;

/**
 * Ends the viewer that we started on a workspace, with all that it started in its session.
 * @returns whether there was one
 * @throws AppError `command` when it does not end even by SIGKILL
 */
export async function endViewer(workspaceDir: string): Promise<boolean> {
  const launch = runningLaunch(workspaceDir);
  if (!launch) return false;
  const { viewer } = launch;
  const gone = (): boolean => !isRunning(viewer);
  signalSession(viewer.pid, 'SIGTERM');
  await waitUntil(gone, { what: 'Trace Compass to end', timeoutMs: TERM_LIMIT_MS }).catch(async () => {
    signalSession(viewer.pid, 'SIGKILL');
    await waitUntil(gone, { what: 'Trace Compass to be killed', timeoutMs: KILL_LIMIT_MS });
  });
  return true;
}

/** It was started as the first of a process group of its own. */
function signalSession(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // it ended meanwhile
  }
}
