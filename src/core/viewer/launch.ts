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
/** A launch is made in well under a second. */
const LOCK_LIMIT_S = 15;

/** One change of the workspaces at a time, by the window or the command line: two quick clicks start one viewer. */
export async function withWorkspacesLock<T>(workspacesDir: string, change: () => Promise<T>): Promise<T> {
  makeFolders(workspacesDir);
  const lock = await holdLock(join(workspacesDir, LOCK_FILE), LOCK_LIMIT_S);
  if (!lock)
    throw new AppError('command', `Another process has been changing the workspaces for ${LOCK_LIMIT_S} s.`, {
      hint: `Wait for it, or end it: \`fuser --verbose\` on the file .lock in ${workspacesDir} shows who holds it.`,
    });
  try {
    return await change();
  } finally {
    await lock.release();
  }
}

/** Somebody holds it, or a viewer of ours is on its way to it. */
export const isInUse = (workspaceDir: string): boolean =>
  isWorkspaceLocked(workspaceDir) || runningLaunch(workspaceDir) !== undefined;

export interface Launched {
  viewer: ProcessIdentity;
  program: string;
  /** Of a viewer that we started ourselves; undefined while it runs, and for another's. */
  exitCode(): number | undefined;
}

export const hasEnded = ({ viewer, exitCode }: Launched): boolean => exitCode() !== undefined || !isRunning(viewer);

/**
 * What runs on the workspace already, or what is started now; for one caller at a time (withWorkspacesLock).
 * @param prepare makes the workspace ready: nobody has it open
 * @returns `open` when a viewer has it open already
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
  if (!started) throw new AppError('command', `${program} could not be started.`, { hint: 'Choose another one.' });
  await writeLaunch(dir, started.identity, program);
  return { viewer: started.identity, program, exitCode: started.exitCode };
}
