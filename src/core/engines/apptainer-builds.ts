import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { CONTAINER_ENV } from '@shared/model/labels';
import { stripControls } from '@shared/model/plain-text';
import { exec } from '../process/exec';
import { identityOf, isRunning, type ProcessIdentity, processIdentitySchema } from '../process/identity';
import { startAttached } from '../process/start-attached';
import { removeWhole } from '../runtime-folder';
import { definitionOf } from './apptainer-definition';
import { fileNameOf, imageStore } from './apptainer-places';
import { killContainer, processesOf } from './apptainer-processes';
import { type ApptainerProgram, requireApptainer } from './apptainer-program';
import type { BuildRequest } from './engine';

type Env = Record<string, string | undefined>;

/** Beside the finished image, and hidden: whoever is cut off leaves it, and `endApptainerBuild` removes it. */
const PARTIAL = '.partial-';
const OWNER = 'owner.json';
const DETAIL_LINES = 20;
const REMOVE_LIMIT_MS = 120_000;

/**
 * Builds a Containerfile as a sandbox of the app's own, which everybody may run at once, or takes over what another engine
 * built of it. Returns its path.
 * @param locate gives the path of the image that a recipe begins with
 */
export async function buildApptainerImage(
  request: BuildRequest,
  env: Env,
  locate: (reference: string) => string,
): Promise<string> {
  const { from } = request;
  const buildId = request.buildArgs['BUILD_ID'] || `${process.pid}-${Date.now()}`;
  return intoStore(request.tag, buildId, env, async (work, target): Promise<void> => {
    if (from !== undefined) return runBuild(requireApptainer(env), buildId, work, [target, from], env, request);
    const containerfile = readFileSync(join(request.contextDir, 'Containerfile'), 'utf8');
    const folder = join(work, 'files');
    cpSync(request.contextDir, join(folder, 'context'), { recursive: true, dereference: true });
    const { text, scripts } = definitionOf(containerfile, request.buildArgs, request.labels, folder, locate);
    for (const [name, script] of Object.entries(scripts)) writeFileSync(join(folder, name), script);
    writeFileSync(join(work, 'definition'), text);
    await runBuild(requireApptainer(env), buildId, work, [target, join(work, 'definition')], env, request);
  });
}

/**
 * Makes a sandbox of what a registry, another engine's archive or another file holds.
 * @param source `docker://…`, `docker-archive:…`, `oci-archive:…`, `docker-daemon:…`, or a path
 */
export async function fetchApptainerImage(
  reference: string,
  source: string,
  env: Env,
  progress: Pick<BuildRequest, 'onProgress' | 'signal'>,
): Promise<string> {
  const id = `${process.pid}-${Date.now()}`;
  return intoStore(reference, id, env, (work, target) =>
    runBuild(requireApptainer(env), id, work, [target, source], env, progress),
  );
}

/** Unpacks a root file system: Apptainer runs any folder that has one. Devices and owners are nobody's need there. */
export async function importApptainerRootfs(
  tarball: string,
  tag: string,
  env: Env,
  signal: AbortSignal,
): Promise<string> {
  return intoStore(tag, `${process.pid}-${Date.now()}`, env, async (_work, target) => {
    mkdirSync(join(target, '.singularity.d'), { recursive: true }); // says that it is a container's
    const words = ['-xf', tarball, '-C', target, '--exclude=./dev/*', '--no-same-owner', '--delay-directory-restore'];
    await exec('tar', words, { timeoutMs: 10 * 60_000, signal });
    await exec('chmod', ['-R', 'u+rwX', target], { timeoutMs: REMOVE_LIMIT_MS, signal });
  });
}

/** Ends the processes of a build that was cut off and removes what it had made. What is gone is done. */
export async function endApptainerBuild(buildId: string, env: Env): Promise<void> {
  const work = join(imageStore(env), `${PARTIAL}${buildId}`);
  await killContainer({ id: buildId, launcher: ownerOf(work) });
  await removeTree(work);
}

/** Those whose process is gone, whoever made them. */
export async function removeDeadBuilds(env: Env): Promise<void> {
  const store = imageStore(env);
  if (!existsSync(store)) return;
  for (const name of readdirSync(store).filter((one) => one.startsWith(PARTIAL))) {
    const work = join(store, name);
    const owner = ownerOf(work, 'maker');
    if (owner && !isRunning(owner)) await endApptainerBuild(name.slice(PARTIAL.length), env);
  }
}

/** Also what belongs to users of a user namespace of ours, as a build with several users leaves it. */
export async function removeTree(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const words = ['--recursive', '--force', '--', path];
  if (process.getuid?.() === 0) return removeWhole(path);
  await exec('unshare', ['--map-root-user', '--map-auto', 'rm', ...words], {
    timeoutMs: REMOVE_LIMIT_MS,
    okCodes: [0, 1],
  });
  if (existsSync(path)) removeWhole(path);
}

async function intoStore(
  reference: string,
  buildId: string,
  env: Env,
  make: (work: string, target: string) => Promise<void>,
): Promise<string> {
  const store = imageStore(env);
  const work = join(store, `${PARTIAL}${buildId}`);
  const image = join(store, fileNameOf(reference));
  try {
    await removeDeadBuilds(env);
    mkdirSync(work, { recursive: true, mode: 0o755 });
    writeFileSync(join(work, OWNER), JSON.stringify({ maker: identityOf(process.pid) }));
    const target = join(work, 'image');
    await make(work, target);
    await removeTree(image);
    renameSync(target, image);
    return image;
  } catch (error) {
    throw storeError(error, store);
  } finally {
    await removeTree(work);
  }
}

/** @throws AppError `command` with the words of the step that failed, `cancelled` */
async function runBuild(
  program: ApptainerProgram,
  buildId: string,
  work: string,
  [target, source]: [string, string],
  env: Env,
  { onProgress, signal }: Pick<BuildRequest, 'onProgress' | 'signal'>,
): Promise<void> {
  if (signal.aborted) throw cancelled();
  const last: string[] = [];
  const lines = lineByLine((line) => {
    last.push(line);
    if (last.length > DETAIL_LINES) last.shift();
    onProgress(line);
  });
  const runsSteps = source.endsWith('definition');
  const inNamespace = runsSteps && !mayDoEverything() ? ['--fakeroot'] : [];
  const temporary = join(work, 'tmp');
  mkdirSync(temporary);
  // --force: labels of the base that have the name of one of ours give way.
  const child = startAttached(
    program.path,
    ['build', ...inNamespace, '--force', '--sandbox', target, source],
    {
      env: { ...env, APPTAINER_TMPDIR: temporary, SINGULARITY_TMPDIR: temporary, [CONTAINER_ENV]: buildId },
      cwd: '/',
    },
    (_stream, text) => lines.add(text),
  );
  const launcher = identityOf(child.pid);
  writeFileSync(join(work, OWNER), JSON.stringify({ maker: identityOf(process.pid), launcher }));
  const trail = { id: buildId, launcher };
  const stop = (): void => void killContainer(trail).catch(() => undefined); // what stays is told by endBuild
  signal.addEventListener('abort', stop, { once: true });
  const exitCode = await child.exited.finally(() => signal.removeEventListener('abort', stop));
  if (processesOf(trail).length > 0) await killContainer(trail);
  await child.delivered;
  lines.end();
  if (signal.aborted) throw cancelled();
  if (exitCode === 0) return;
  const fatal = last.findLast((line) => line.startsWith('FATAL:')) ?? last.at(-1) ?? '';
  if (FULL.test(fatal)) throw full(imageStore(env), fatal);
  throw new AppError(
    'command',
    `Apptainer did not build the image: ${fatal.replace(/^FATAL:\s*/, '') || `exit code ${exitCode}`}`,
    {
      detail: last.join('\n'),
    },
  );
}

/**
 * Steps of a build run with all capabilities, or Apptainer refuses: a plain user, and a root who is a container's, have them in a
 * user namespace alone, for which they need ranges in subuid(5).
 */
function mayDoEverything(): boolean {
  const able = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  const last = Number(readFileSync('/proc/sys/kernel/cap_last_cap', 'utf8'));
  return BigInt(`0x${able}`) === (1n << BigInt(last + 1)) - 1n;
}

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while the image was built.');

function lineByLine(onLine: (line: string) => void): { add(text: string): void; end(): void } {
  let rest = '';
  const tell = (line: string): void => {
    const plain = stripControls(line).trimEnd();
    if (plain) onLine(plain);
  };
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(tell);
    },
    end: () => tell(rest),
  };
}

function ownerOf(work: string, which: 'maker' | 'launcher' = 'launcher'): ProcessIdentity | undefined {
  try {
    const owner = JSON.parse(readFileSync(join(work, OWNER), 'utf8')) as Record<string, unknown>;
    return processIdentitySchema.safeParse(owner[which]).data;
  } catch {
    return undefined;
  }
}

/** Go's words for ENOSPC and EDQUOT, in whatever language the machine is. */
const FULL = /no space left on device|disk quota exceeded/;

const full = (place: string, cause?: unknown): AppError =>
  new AppError('command', `The disk of ${place} is full: the image was not made.`, {
    hint: 'Free space there, or let CONTAINERS_TRACE_CACHE name a folder on another disk.',
    cause,
  });

function storeError(error: unknown, store: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') return full(store, error);
  if (code === 'EACCES' || code === 'EROFS' || code === 'EPERM')
    return new AppError('denied', `Images cannot be kept in ${store} (${code}).`, {
      hint: 'Let CONTAINERS_TRACE_CACHE name a folder of your own.',
      cause: error,
    });
  return error;
}
