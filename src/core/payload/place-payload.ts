import { createHash, randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { PayloadFacts } from '@shared/payload/payload-facts';
import { type PlacedPayload, payloadPath, preloadFile } from '@shared/payload/payload-mounts';
import { GATE_FILE } from '@shared/tracing/gate';
import type { PreloadId } from '@shared/tracing/preloads';
import { folderError } from '../files/folder-error';
import { mountOf } from '../files/mount-of';
import { realOf } from '../files/real-path';
import { isPrivateTmp } from '../private-tmp';
import type { MachinePayload } from './machine-payload';

/** The folder that is mounted. */
const ROOT = 'root';
const MANIFEST = 'payload.json';
/** Folders of earlier tracers are deleted when they were not used for this long. No recording takes so long. */
const UNUSED_MS = 30 * 24 * 60 * 60_000;
/** Folders of Debian's multiarch libraries, by e_machine. */
const TRIPLETS: Readonly<Record<number, string>> = { 62: 'x86_64-linux-gnu', 183: 'aarch64-linux-gnu' };

/** What a run wants of the payload. */
export interface PayloadWish {
  preloads: readonly PreloadId[];
  /** The lines of the image's /etc/ld.so.preload. */
  imageLines: readonly string[];
}

/**
 * Places the payload in the cache: a folder for each tracer, named by its hash, and a file for each list of libraries. Any number of
 * containers can mount both. A folder with changed files is replaced.
 * @throws AppError `command` or `denied` when the cache cannot be written
 */
export async function placePayload(
  cacheDir: string,
  payload: MachinePayload,
  { preloads, imageLines }: PayloadWish,
): Promise<PlacedPayload> {
  const cache = join(cacheDir, 'payload');
  const folder = join(cache, payload.facts.id);
  try {
    await mkdir(cache, { recursive: true });
    refuseUnusable(cache);
    if (!(await isComplete(folder, payload.facts))) await create(cache, folder, payload);
    const now = new Date();
    await utimes(folder, now, now);
    return {
      folder: join(folder, ROOT),
      preloadFile: await placeFile(folder, preloadFile(payload.facts, preloads, imageLines)),
      preloadPaths: [...preloads.flatMap((id) => payload.facts.preloads[id] ?? []), GATE_FILE].map(payloadPath),
    };
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code, message } = folderError(error, cache);
    throw new AppError(code, `The tracer for the container could not be copied to the cache. ${message}`, {
      hint: 'Free space on the disk of the cache, or fix the permissions of the folder.',
      cause: error,
    });
  }
}

/** @throws AppError `config` for a folder from which containers cannot load libraries */
function refuseUnusable(cache: string): void {
  const real = realOf(cache);
  const isNoexec = mountOf(real)?.options.includes('noexec') ?? false;
  if (!isNoexec && !isPrivateTmp(real)) return;
  throw new AppError(
    'config',
    `The tracer of this machine cannot be mounted into the container from ${cache}. ${isNoexec ? 'The file system is mounted with noexec.' : 'Only this service sees the folder.'}`,
    { hint: 'Set CONTAINERS_TRACE_CACHE to another folder, or add LTTng-UST to the image.' },
  );
}

async function isComplete(folder: string, { files }: PayloadFacts): Promise<boolean> {
  for (const { name, sha256 } of files) {
    const content = await readFile(join(folder, ROOT, 'lib', name)).catch(() => undefined);
    if (content === undefined || hashOf(content) !== sha256) return false;
  }
  return true;
}

/** Renamed when it is complete, since other processes of the user use the same folder. */
async function create(cache: string, folder: string, { facts, contents }: MachinePayload): Promise<void> {
  const partial = `${folder}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  const libraries = join(partial, ROOT, 'lib');
  try {
    await mkdir(libraries, { recursive: true });
    for (const [name, content] of contents) await writeReadable(join(libraries, name), content);
    // ld.so(8) replaces $LIB by one of these. All lead to the one folder.
    await symlink('lib', join(partial, ROOT, 'lib64'));
    const triplet = TRIPLETS[facts.machine];
    if (triplet !== undefined) await symlink('.', join(libraries, triplet));
    for (const part of [partial, join(partial, ROOT), libraries]) await chmod(part, 0o755); // whatever the umask is
    await writeReadable(join(partial, MANIFEST), JSON.stringify(facts, null, 2));
    await removeUnused(cache, folder);
    await moveTo(folder, partial, facts);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** A complete folder of another process stays, since containers can have it mounted. */
async function moveTo(folder: string, partial: string, facts: PayloadFacts): Promise<void> {
  try {
    await rename(partial, folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOTEMPTY') throw error;
    if (await isComplete(folder, facts)) return;
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
  }
}

/** Any user of a container must be able to read it. */
async function writeReadable(path: string, content: string | Buffer): Promise<void> {
  await writeFile(path, content);
  await chmod(path, 0o444);
}

async function removeUnused(cache: string, used: string): Promise<void> {
  for (const name of await readdir(cache)) {
    const path = join(cache, name);
    const facts = path === used ? undefined : await stat(path).catch(() => undefined); // another process removed it
    if (facts && facts.mtimeMs < Date.now() - UNUSED_MS) await rm(path, { recursive: true, force: true });
  }
}

/** Writes a file that is named by its content, unless it exists. @returns its path */
async function placeFile(folder: string, text: string): Promise<string> {
  const path = join(folder, `preload-${hashOf(Buffer.from(text)).slice(0, 16)}`);
  if ((await readFile(path, 'utf8').catch(() => undefined)) === text) return path;
  const draft = `${path}.${process.pid}-${randomBytes(4).toString('hex')}`;
  await writeReadable(draft, text);
  await rename(draft, path);
  return path;
}

const hashOf = (content: Buffer): string => createHash('sha256').update(content).digest('hex');
