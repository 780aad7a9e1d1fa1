import { VIEWER_ENV } from '@shared/model/labels';
import { textIn } from '../files/optional-files';
import { isRunning } from '../process/identity';
import { waitUntil } from '../process/wait-until';
import { runningLaunch } from './launch-record';

const TERM_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 3_000;

/**
 * Terminates the viewer that the app started on a workspace, with its process group. The launch record may have been copied
 * from another machine, so the process must have the workspace's mark in its environment.
 * @returns whether a viewer was running
 * @throws AppError `command` when it does not end even after SIGKILL
 */
export async function endViewer(workspaceDir: string): Promise<boolean> {
  const launch = runningLaunch(workspaceDir);
  if (!launch) return false;
  const { viewer } = launch;
  if (!hasMark(viewer.pid, workspaceDir)) return false;
  const gone = (): boolean => !isRunning(viewer);
  signalSession(viewer.pid, 'SIGTERM');
  await waitUntil(gone, { what: 'Trace Compass to end', timeoutMs: TERM_LIMIT_MS }).catch(async () => {
    signalSession(viewer.pid, 'SIGKILL');
    await waitUntil(gone, { what: 'Trace Compass to be killed', timeoutMs: KILL_LIMIT_MS });
  });
  return true;
}

const hasMark = (pid: number, workspaceDir: string): boolean =>
  textIn(`/proc/${pid}/environ`).split('\u0000').includes(`${VIEWER_ENV}=${workspaceDir}`);

/** The viewer is the leader of its process group. */
function signalSession(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ended meanwhile
  }
}
