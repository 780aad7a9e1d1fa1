import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import type { TraceRecord } from '@shared/model/trace-record';
import { z } from 'zod';
import { folderError } from '../files/folder-error';
import { makeFolders } from '../files/make-folders';
import { realOf } from '../files/real-path';
import { readJson, writeWhole } from '../library/trace-folder';
import { experimentName } from './experiment-name';
import { PROJECT, PROJECT_FILE, readProjectLinks } from './project-file';

const WORKSPACE_FILE = 'workspace.json';
/** The output of Trace Compass, in the workspace. */
const LOG_FILE = 'trace-compass.log';

const workspaceSchema = z.object({
  schema: z.literal(1),
  traceId: runIdSchema,
  /** The library's real path when the workspace was created. */
  libraryDir: z.string(),
  /** Does not change when the trace is renamed: open viewers and the viewer's caches depend on it. */
  experiment: z.string(),
});
export type WorkspaceFacts = z.infer<typeof workspaceSchema>;

export interface Workspace {
  dir: string;
  logPath: string;
  /** The name under which Trace Compass lists all leaves together. */
  experiment: string;
  /** Absolute real paths, the kernel's first. */
  leaves: string[];
}

/** `ID-` and the first 8 hexadecimal digits of the SHA-256 of the library's real path. */
export const WORKSPACE_NAME = /^(\d{8}-\d{6}-[0-9a-f]{6})-([0-9a-f]{8})$/;

export function workspaceDir(workspacesDir: string, libraryDir: string, traceId: string): string {
  return join(workspacesDir, `${traceId}-${libraryKey(realOf(libraryDir))}`);
}

export const libraryKey = (realPath: string): string => createHash('sha256').update(realPath).digest('hex').slice(0, 8);

/**
 * Describes the workspace of a trace without creating it.
 * @throws AppError `config` while the trace is being recorded, `missing` when it has no leaf to open
 */
export async function planWorkspace(
  workspacesDir: string,
  libraryDir: string,
  record: TraceRecord,
): Promise<Workspace> {
  const dir = workspaceDir(workspacesDir, libraryDir, record.id);
  const facts = await readFacts(dir);
  return {
    dir,
    logPath: join(dir, LOG_FILE),
    experiment: facts?.experiment ?? experimentName(record.title),
    leaves: leavesToOpen(join(realOf(libraryDir), record.id), record),
  };
}

/** Reads the description of an existing workspace; undefined when it is missing or invalid. */
export async function readFacts(dir: string): Promise<WorkspaceFacts | undefined> {
  const facts = workspaceSchema.safeParse(await readJson(join(dir, WORKSPACE_FILE)).catch(() => undefined));
  return facts.success ? facts.data : undefined;
}

/**
 * Creates a workspace with an experiment of all leaves, or updates it. Adds new leaves and keeps the caches of Trace
 * Compass. Recreates a workspace that refers to another path. Call it only while no viewer has the workspace open.
 * @throws AppError as folderError does
 */
export async function prepareWorkspace(workspace: Workspace, libraryDir: string, record: TraceRecord): Promise<void> {
  const { dir, experiment, leaves } = workspace;
  const project = join(dir, PROJECT);
  try {
    makeFolders(dir);
    if (!(await isCurrent(dir, leaves))) await clear(dir);
    for (const folder of ['Traces', '.tracing', join('Experiments', experiment)])
      await mkdir(join(project, folder), { recursive: true, mode: 0o700 });
    if (!existsSync(join(project, '.project'))) await writeFile(join(project, '.project'), PROJECT_FILE);
    for (const leaf of leaves) await writeFile(join(project, 'Experiments', experiment, nameOf(leaf)), '');
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, dir);
  }
  const facts: WorkspaceFacts = { schema: 1, traceId: record.id, libraryDir: realOf(libraryDir), experiment };
  await writeWhole(join(dir, WORKSPACE_FILE), `${JSON.stringify(facts)}\n`);
}

/** Whether Trace Compass has added all leaves to the project. */
export async function hasAllLeaves({ dir, leaves }: Pick<Workspace, 'dir' | 'leaves'>): Promise<boolean> {
  const links = await linksOf(dir);
  return leaves.every((leaf) => links?.some((link) => link.location === leaf));
}

const nameOf = (leaf: string): string => leaf.slice(leaf.lastIndexOf('/') + 1);

/** Whether all links of the project lead to the current leaves, not to an earlier path of the library. */
async function isCurrent(dir: string, leaves: readonly string[]): Promise<boolean> {
  const links = await linksOf(dir);
  const ours = new Map(leaves.map((leaf) => [`Traces/${nameOf(leaf)}`, leaf]));
  return links?.every(({ name, location }) => !ours.has(name) || ours.get(name) === location) ?? false;
}

async function linksOf(dir: string) {
  const text = await readFile(join(dir, PROJECT, '.project'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : readProjectLinks(text);
}

/** Deletes everything in the workspace: Eclipse's state refers to the old project, and the caches are outdated. */
async function clear(dir: string): Promise<void> {
  for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true, force: true });
}

/**
 * The existing leaves of a trace, the kernel's first.
 * @throws AppError `config` while the trace is being recorded, `missing` when there is no leaf
 */
export function leavesToOpen(tracePath: string, record: TraceRecord): string[] {
  if (record.state === 'recording')
    throw new AppError('config', 'This trace is being recorded.', {
      hint: 'Open the trace when the recording has ended. If its process was killed, run `recover`.',
    });
  const recordings = [...record.recordings].sort(
    (a, b) => Number(b.domain === 'kernel') - Number(a.domain === 'kernel'),
  );
  const paths = recordings.flatMap((one) => one.leaves.map((leaf) => join(tracePath, leaf.path)));
  const inside = (path: string): boolean => path.startsWith(`${tracePath}/`);
  const leaves = [...new Set(paths)].filter((path) => inside(path) && existsSync(join(path, 'metadata')));
  if (leaves.length === 0)
    throw new AppError('missing', 'This trace contains no data that a viewer can open.', {
      hint: 'The warnings of the trace and its run.log show why nothing was recorded.',
    });
  return leaves;
}
