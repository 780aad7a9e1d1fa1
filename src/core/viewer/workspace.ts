import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { runIdSchema } from '@shared/model/run-id';
import type { TraceRecord } from '@shared/model/trace-record';
import { z } from 'zod';
import { folderError } from '../files/folder-error';
import { makeFolders } from '../files/make-folders';
import { readJson, writeWhole } from '../library/trace-folder';
import { experimentName } from './experiment-name';
import { PROJECT, projectFile, readProjectLinks } from './project-file';

const WORKSPACE_FILE = 'workspace.json';
/** What it prints, beside what it works on. */
const LOG_FILE = 'trace-compass.log';

const workspaceSchema = z.object({
  schema: z.literal(1),
  traceId: runIdSchema,
  /** The library's real path when it was made. */
  libraryDir: z.string(),
  /** Stays when the trace is renamed, since an open viewer, and what it has worked out, go by it. */
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

export function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path; // not there: nothing is behind a link
  }
}

/**
 * What the workspace of a trace is or will be; makes nothing.
 * @throws AppError `config` while it is recorded, `missing` when no leaf of it can be opened
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

/** What was kept of a workspace; undefined for none, and for what is none of ours. */
export async function readFacts(dir: string): Promise<WorkspaceFacts | undefined> {
  const facts = workspaceSchema.safeParse(await readJson(join(dir, WORKSPACE_FILE)).catch(() => undefined));
  return facts.success ? facts.data : undefined;
}

/**
 * Makes a workspace with an experiment of all leaves, or brings the one that is there up to date: leaves that have come
 * since are put in; what points to another place is made anew. What Trace Compass has worked out stays. Only to be called
 * while nobody has it open.
 * @throws AppError as folderError says
 */
export async function prepareWorkspace(workspace: Workspace, libraryDir: string, record: TraceRecord): Promise<void> {
  const { dir, experiment, leaves } = workspace;
  const project = join(dir, PROJECT);
  try {
    makeFolders(dir);
    if (!(await isWhole(dir, leaves))) await clear(dir);
    for (const folder of ['Traces', '.tracing', join('Experiments', experiment)])
      await mkdir(join(project, folder), { recursive: true, mode: 0o700 });
    if (!existsSync(join(project, '.project'))) await writeFile(join(project, '.project'), projectFile());
    for (const leaf of leaves) await writeFile(join(project, 'Experiments', experiment, nameOf(leaf)), '');
  } catch (error) {
    throw error instanceof AppError ? error : folderError(error, dir);
  }
  const facts: WorkspaceFacts = { schema: 1, traceId: record.id, libraryDir: realOf(libraryDir), experiment };
  await writeWhole(join(dir, WORKSPACE_FILE), `${JSON.stringify(facts)}\n`);
}

/** Whether Trace Compass has taken all leaves into the project. */
export async function hasAllLeaves({ dir, leaves }: Pick<Workspace, 'dir' | 'leaves'>): Promise<boolean> {
  const links = await linksOf(dir);
  return leaves.every((leaf) => links?.some((link) => link.location === leaf));
}

const nameOf = (leaf: string): string => leaf.slice(leaf.lastIndexOf('/') + 1);

/** Nothing in it points to another place: not of an earlier library, not to what is not there any more. */
async function isWhole(dir: string, leaves: readonly string[]): Promise<boolean> {
  const links = await linksOf(dir);
  const ours = new Map(leaves.map((leaf) => [`Traces/${nameOf(leaf)}`, leaf]));
  return links?.every(({ name, location }) => !ours.has(name) || ours.get(name) === location) ?? false;
}

async function linksOf(dir: string) {
  const text = await readFile(join(dir, PROJECT, '.project'), 'utf8').catch(() => undefined);
  return text === undefined ? undefined : readProjectLinks(text);
}

/** Eclipse's own memory goes with the project that it remembers; what was worked out of other data is of no use either. */
async function clear(dir: string): Promise<void> {
  for (const name of await readdir(dir)) await rm(join(dir, name), { recursive: true, force: true });
}

/**
 * The leaves that are there, the kernel's first.
 * @throws AppError `config` while it is recorded, `missing` for none
 */
export function leavesToOpen(tracePath: string, record: TraceRecord): string[] {
  if (record.state === 'recording')
    throw new AppError('config', 'This trace is being recorded.', {
      hint: 'Open it when the recording has ended. If nothing records it any more, `recover` settles it.',
    });
  const recordings = [...record.recordings].sort(
    (a, b) => Number(b.domain === 'kernel') - Number(a.domain === 'kernel'),
  );
  const paths = recordings.flatMap((one) => one.leaves.map((leaf) => join(tracePath, leaf.path)));
  const inside = (path: string): boolean => path.startsWith(`${tracePath}/`);
  const leaves = [...new Set(paths)].filter((path) => inside(path) && existsSync(join(path, 'metadata')));
  if (leaves.length === 0)
    throw new AppError('missing', 'There is nothing in this trace that a viewer could open.', {
      hint: 'Its warnings and its run.log say why nothing was recorded.',
    });
  return leaves;
}
