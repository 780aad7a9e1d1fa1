import { readFileSync } from 'node:fs';
import { VIEWER_ENV } from '@shared/model/labels';
import { isRunning } from '../process/identity';
import { waitUntil } from '../process/wait-until';
import { runningLaunch } from './launch-record';

const TERM_LIMIT_MS = 3_000;
const KILL_LIMIT_MS = 3_000;

/**
 * Ends the viewer that we started on a workspace, with all that it started in its session. The record of its start may come
 * with the workspace from elsewhere: the process that it names ends only if it bears the workspace's mark.
 * @returns whether there was one
 * @throws AppError `command` when it does not end even by SIGKILL
 */
export async function endViewer(workspaceDir: string): Promise<boolean> {
  const launch = runningLaunch(workspaceDir);
  if (!launch) return false;
  const { viewer } = launch;
  if (!bearsMark(viewer.pid, workspaceDir)) return false;
  const gone = (): boolean => !isRunning(viewer);
  signalSession(viewer.pid, 'SIGTERM');
  await waitUntil(gone, { what: 'Trace Compass to end', timeoutMs: TERM_LIMIT_MS }).catch(async () => {
    signalSession(viewer.pid, 'SIGKILL');
    await waitUntil(gone, { what: 'Trace Compass to be killed', timeoutMs: KILL_LIMIT_MS });
  });
  return true;
}

function bearsMark(pid: number, workspaceDir: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8').split('\u0000').includes(`${VIEWER_ENV}=${workspaceDir}`);
  } catch {
    return false; // it has ended, or it is another user's
  }
}

/** It was started as the first of a process group of its own. */
function signalSession(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // it ended meanwhile
  }
}
