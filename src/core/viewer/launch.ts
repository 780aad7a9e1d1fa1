import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { VIEWER_ENV } from '@shared/model/labels';
import { makeFolders } from '../files/make-folders';
import { holdLock } from '../process/hold-lock';
import { isRunning, type ProcessIdentity } from '../process/identity';
import { startOutliving } from '../process/start-outliving';
import { runningLaunch, writeLaunch } from './launch-record';
import { viewerEnvironment } from './viewer-command';
import type { Workspace } from './workspace';
import { isWorkspaceLocked } from './workspace-lock';

const LOCK_FILE = '.lock';
/** A launch takes well under a second. */
const LOCK_LIMIT_S = 15;

/** Serialises changes of the workspaces across processes, so that two quick clicks start only one viewer. */
export async function withWorkspacesLock<T>(workspacesDir: string, change: () => Promise<T>): Promise<T> {
  makeFolders(workspacesDir);
  const lock = await holdLock(join(workspacesDir, LOCK_FILE), LOCK_LIMIT_S);
  if (!lock)
    throw new AppError('command', `Another process has been changing the workspaces for ${LOCK_LIMIT_S} s.`, {
      hint: `Wait until it has finished, or end it. \`fuser --verbose\` on the file .lock in ${workspacesDir} shows the process.`,
    });
  try {
    return await change();
  } finally {
    await lock.release();
  }
}

/** Whether the workspace is locked by a viewer, or a started viewer is about to lock it. */
export const isInUse = (workspaceDir: string): boolean =>
  isWorkspaceLocked(workspaceDir) || runningLaunch(workspaceDir) !== undefined;

export interface Launched {
  viewer: ProcessIdentity;
  program: string;
  /** Exit code of a viewer that this process started; undefined while it is running, and for any other viewer. */
  exitCode(): number | undefined;
}

export const hasEnded = ({ viewer, exitCode }: Launched): boolean => exitCode() !== undefined || !isRunning(viewer);

/**
 * Returns the viewer that is running on the workspace, or starts one. Call it inside withWorkspacesLock.
 * @param prepare prepares the workspace while no viewer has it open
 * @returns `open` when a viewer already has the workspace open
 * @throws AppError `command` when the program cannot be started
 */
export async function launchOnce(
  { dir, logPath }: Workspace,
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  prepare: () => Promise<void>,
): Promise<'open' | Launched> {
  if (isWorkspaceLocked(dir)) return 'open';
  const running = runningLaunch(dir);
  if (running) return { ...running, exitCode: () => undefined };
  await prepare();
  const started = startOutliving(program, args, viewerEnvironment(env), logPath, { [VIEWER_ENV]: dir });
  if (!started)
    throw new AppError('command', `${program} could not be started.`, {
      hint: 'Select another program in the settings.',
    });
  await writeLaunch(dir, started.identity, program);
  return { viewer: started.identity, program, exitCode: started.exitCode };
}
