import { createHash, randomBytes } from 'node:crypto';
import { copyFile, mkdir, readdir, readFile, realpath, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { fetchableTracer, OLDER_RELEASE, OLDER_TRACERS, type PinnedPackage } from '@shared/payload/older-tracer';
import { acceptsAbi } from '@shared/tracing/lttng-generation';
import { folderError } from '../files/folder-error';
import { debianMirror } from '../images/debian-mirror';
import { ChildEnvironment } from '../process/child-environment';
import { exec } from '../process/exec';
import type { Payload } from './machine-payload';
import { olderLibraries, olderPayload, olderTracerFolder } from './older-payload';

/** The archive has releases that the mirrors no longer have. */
const PUBLIC_MIRRORS = ['http://mirror.invalid/debian', 'http://mirror.invalid/debian'];
/** Part of apt; apt-helper downloads one file with the proxies and credentials of this machine's apt. */
const APT_HELPER = '/usr/lib/apt/apt-helper';
const LIMIT_MS = 120_000;
const UNPACK_LIMIT_MS = 30_000;

interface Options {
  cacheDir: string;
  /** Release of this machine's session daemon; null when LTTng is not installed. */
  lttng: string | null;
  signal: AbortSignal;
}

/**
 * Downloads the older tracer into the cache, unless it is there. The packages come from this machine's mirror of Debian or from a
 * public one, and are used only with the pinned hashes.
 * @returns whether it was downloaded
 * @throws AppError `config` (no session daemon or processor for it), `missing` (apt or dpkg), `command` (no mirror has the packages), `cancelled`
 */
export async function fetchOlderTracer({
  cacheDir,
  lttng,
  signal,
}: Options): Promise<{ payload: Payload; fetched: boolean }> {
  const pinned = OLDER_TRACERS[process.arch];
  if (!pinned) throw refused(`There is no older tracer for this processor (${process.arch}).`);
  const abi = fetchableTracer(process.arch)?.ust.abi;
  if (lttng !== null && abi !== undefined && !acceptsAbi(lttng, abi))
    throw refused(`The session daemon of this machine (LTTng ${lttng}) does not accept LTTng-UST ${OLDER_RELEASE}.`);
  const present = await olderPayload(cacheDir);
  if (present) return { payload: present, fetched: false };
  const folder = olderTracerFolder(cacheDir);
  const partial = `${folder}.partial-${process.pid}-${randomBytes(4).toString('hex')}`;
  try {
    await mkdir(partial, { recursive: true });
    await download(pinned.packages, partial, signal);
    await unpack(pinned.packages, partial, signal);
    await rm(folder, { recursive: true, force: true }); // an incomplete one
    await rename(join(partial, 'tracer'), folder);
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code, message } = folderError(error, cacheDir);
    throw new AppError(code, `The older tracer could not be stored in the cache. ${message}`, {
      hint: 'Free space on the disk of the cache, or fix the permissions of the folder.',
      cause: error,
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  const payload = await olderPayload(cacheDir);
  if (!payload) throw new AppError('bug', `The older tracer in ${olderLibraries(cacheDir)} is not complete.`);
  return { payload, fetched: true };
}

const refused = (message: string): AppError =>
  new AppError('config', message, {
    hint: 'Add LTTng-UST to the image, see docs/instrument-your-image.md, or record the kernel only.',
  });

/** Tries the mirrors in their order. */
async function download(packages: readonly PinnedPackage[], into: string, signal: AbortSignal): Promise<void> {
  const own = await debianMirror(signal);
  const failures: string[] = [];
  for (const mirror of new Set([...(own === undefined ? [] : [own]), ...PUBLIC_MIRRORS])) {
    try {
      await downloadFrom(mirror, packages, into, signal);
      return await verify(packages, into);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'command') throw error;
      failures.push(`${mirror}: ${error.message} ${error.detail ?? ''}`);
    }
  }
  throw new AppError('command', 'No mirror of Debian has the packages of the older tracer, or none can be reached.', {
    hint: 'Check that `apt-get update` works, then run `fetch-tracer` again.',
    detail: failures.join('\n'),
  });
}

async function downloadFrom(
  mirror: string,
  packages: readonly PinnedPackage[],
  into: string,
  signal: AbortSignal,
): Promise<void> {
  const files = packages.flatMap(({ path, sha256 }) => [
    `${mirror}/${path}`,
    join(into, basename(path)),
    `SHA256:${sha256}`,
  ]);
  const waits = ['Acquire::Retries=1', 'Acquire::http::Timeout=20', 'Acquire::https::Timeout=20'];
  const args = [...waits.flatMap((option) => ['-o', option]), 'download-file', ...files];
  const env = ChildEnvironment.known({}, ['APT_CONFIG', 'http_proxy', 'https_proxy', 'no_proxy']);
  await exec(APT_HELPER, args, { env, timeoutMs: LIMIT_MS, signal }).catch(needsPackage('apt'));
}

/** @throws AppError `command` for a file with another hash */
async function verify(packages: readonly PinnedPackage[], folder: string): Promise<void> {
  for (const { path, sha256 } of packages) {
    const found = createHash('sha256')
      .update(await readFile(join(folder, basename(path))))
      .digest('hex');
    if (found === sha256) continue;
    throw new AppError('command', `${basename(path)} has the hash ${found}. Expected: ${sha256}.`);
  }
}

/** Keeps the libraries, by the names that programs ask for, and the licence of each package. */
async function unpack(packages: readonly PinnedPackage[], folder: string, signal: AbortSignal): Promise<void> {
  const [root, target] = [join(folder, 'root'), join(folder, 'tracer')];
  const env = ChildEnvironment.known();
  for (const { path } of packages)
    await exec('dpkg-deb', ['--extract', join(folder, basename(path)), root], {
      env,
      timeoutMs: UNPACK_LIMIT_MS,
      signal,
    }).catch(needsPackage('dpkg'));
  for (const name of ['lib', 'licences']) await mkdir(join(target, name), { recursive: true });
  const libraries = join(root, 'usr/lib');
  for (const triplet of await readdir(libraries))
    for (const name of await readdir(join(libraries, triplet)))
      if (/\.so\.\d+$/.test(name))
        await copyFile(await realpath(join(libraries, triplet, name)), join(target, 'lib', name));
  const documents = join(root, 'usr/share/doc');
  for (const name of await readdir(documents))
    await copyFile(join(documents, name, 'copyright'), join(target, 'licences', name));
}

/** Adds the name of the package that has the program. */
const needsPackage =
  (name: string) =>
  (error: unknown): never => {
    if (!(error instanceof AppError) || error.code !== 'missing') throw error;
    throw new AppError('missing', `${error.message} It unpacks packages of Debian.`, {
      hint: `Install the package \`${name}\`, which other distributions have, too.`,
      cause: error,
    });
  };
