import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { readOwnFile } from '../files/own-file';
import { writeWhole } from '../library/trace-folder';
import { isGone, isRunning, type ProcessIdentity, processIdentitySchema } from '../process/identity';

const LAUNCH_FILE = 'launch.json';
const MOST_BYTES = 16_384;

const launchSchema = z.object({
  schema: z.literal(1),
  viewer: processIdentitySchema,
  program: z.string().min(1).max(4096),
});

/** Records the viewer that was started on a workspace, so that a second launch is detected before the workspace is locked. */
export const writeLaunch = (workspaceDir: string, viewer: ProcessIdentity, program: string): Promise<void> =>
  writeWhole(join(workspaceDir, LAUNCH_FILE), `${JSON.stringify({ schema: 1, viewer, program })}\n`);

type Launch = Pick<z.infer<typeof launchSchema>, 'viewer' | 'program'>;

/** @returns the viewer that was started last on this workspace, if it is running */
export function runningLaunch(workspaceDir: string): Launch | undefined {
  const launch = lastLaunch(workspaceDir);
  return launch && isRunning(launch.viewer) ? launch : undefined;
}

/** Whether the viewer that was started last is running, or may be running on another machine or in another pid namespace. */
export function mayRun(workspaceDir: string): boolean {
  const launch = lastLaunch(workspaceDir);
  return launch !== undefined && !isGone(launch.viewer);
}

function lastLaunch(workspaceDir: string): Launch | undefined {
  try {
    const launch = launchSchema.safeParse(parseJson(readOwnFile(join(workspaceDir, LAUNCH_FILE), MOST_BYTES)));
    return launch.data;
  } catch {
    return undefined; // nothing was started yet, or the file is incomplete; the lock of the workspace is checked as well
  }
}
