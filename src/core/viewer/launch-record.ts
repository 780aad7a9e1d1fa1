import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';
import { writeWhole } from '../library/trace-folder';
import { isRunning, type ProcessIdentity, processIdentitySchema } from '../process/identity';

const LAUNCH_FILE = 'launch.json';

const launchSchema = z.object({
  schema: z.literal(1),
  viewer: processIdentitySchema,
  program: z.string(),
});

/** Whom we started on a workspace, for whoever asks before its lock is taken: the window and the command line at once. */
export const writeLaunch = (workspaceDir: string, viewer: ProcessIdentity, program: string): Promise<void> =>
  writeWhole(join(workspaceDir, LAUNCH_FILE), `${JSON.stringify({ schema: 1, viewer, program })}\n`);

/** @returns the viewer that was started last on this workspace, while it runs */
export function runningLaunch(workspaceDir: string): { viewer: ProcessIdentity; program: string } | undefined {
  try {
    const launch = launchSchema.safeParse(parseJson(readFileSync(join(workspaceDir, LAUNCH_FILE), 'utf8')));
    return launch.success && isRunning(launch.data.viewer) ? launch.data : undefined;
  } catch {
    return undefined; // nothing was started yet, or the file is not whole: the lock is the other witness
  }
}
