import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { startChildDaemon } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { identityOf } from '@core/process/identity';
import { placeKey } from '@core/process/place';
import { AppError } from '@shared/model/app-error';
import { ageChecks, debianSources } from './debian-mirror';

/** Debian's own slim image leaves out the same: nobody reads manuals in a container. */
const LEFT_OUT = ['doc', 'man', 'info', 'locale', 'lintian'];
const LIMIT_S = 1800;
/** mmdebstrap removes its temporary tree when it is told to stop; this long at most. */
const CLEAN_UP_S = 30;

export interface RootfsOptions {
  suite: string;
  /** The app's cache; the tarball stays there for the next engine. */
  cacheDir: string;
  onProgress(line: string): void;
  signal: AbortSignal;
}

/**
 * A minimal Debian as a tarball, made from packages alone: for machines where no container registry answers.
 * Works as root and, in mmdebstrap's unshare mode, as a plain user with sub-uids.
 * @returns the tarball's path
 * @throws AppError `missing` (no mmdebstrap), `command` (it failed), `cancelled`
 */
export async function ensureRootfs(options: RootfsOptions): Promise<string> {
  const sources = await debianSources(options.suite, options.signal);
  const checks = (await ageChecks(options.signal)).map((option) => `--aptopt=${option}`);
  const args = ['--variant=minbase', ...checks, ...LEFT_OUT.map((dir) => `--dpkgopt=path-exclude=/usr/share/${dir}/*`)];
  args.push('--dpkgopt=path-include=/usr/share/doc/*/copyright');
  const key = createHash('sha256')
    .update(JSON.stringify([args, sources, process.arch]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(options.cacheDir, 'rootfs');
  const tarball = join(folder, `${options.suite}-${key}.tar`);
  if (await exists(tarball)) return tarball;
  await mkdir(folder, { recursive: true });
  await removeHalves(folder);
  const partial = join(folder, `${options.suite}-${key}.partial-${process.pid}-${placeKey()}.tar`);
  options.onProgress(
    `Waiting for mmdebstrap, which makes Debian ${options.suite} from its packages (about half a minute)`,
  );
  try {
    await runMmdebstrap([...args, options.suite, partial, ...sources], options.signal);
    await rename(partial, tarball);
  } finally {
    await rm(partial, { force: true });
  }
  options.onProgress(`Debian ${options.suite} is made`);
  return tarball;
}

const HALF = /\.partial-(\d+)(?:-([0-9a-f]{8}))?\.tar$/;

/** Half tarballs of processes that were killed while they made one; of one that cannot be seen from here the age decides. */
async function removeHalves(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, place = placeKey()] = HALF.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const isLeft =
      place === placeKey()
        ? identityOf(Number(pid)) === undefined
        : (await stat(path)).mtimeMs < Date.now() - LIMIT_S * 1000;
    if (isLeft) await rm(path, { force: true });
  }
}

/**
 * mmdebstrap ignores SIGTERM and leaves it to its children, which a terminal's Ctrl+C reaches as a group:
 * timeout(1) makes a group and passes on what it gets, also when we die (parent-death signal).
 */
async function runMmdebstrap(args: readonly string[], signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled();
  const child = startChildDaemon(
    'timeout',
    [`--kill-after=${CLEAN_UP_S}`, `${LIMIT_S}`, 'mmdebstrap', ...args],
    ChildEnvironment.users(),
  );
  const stop = (): void => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const { exitCode } = await child.ended.finally(() => signal.removeEventListener('abort', stop));
  if (signal.aborted) throw cancelled();
  if (exitCode === 127)
    throw new AppError(
      'missing',
      'No container registry answers, and mmdebstrap, which makes the base without one, is not installed.',
      {
        hint: 'Run `sudo apt-get install mmdebstrap debian-archive-keyring uidmap`, or give the engine access to a registry.',
        detail: child.log(),
      },
    );
  if (exitCode === 0) return;
  const message =
    exitCode === 124 ? `mmdebstrap did not end within ${LIMIT_S} s.` : `mmdebstrap failed with exit code ${exitCode}.`;
  throw new AppError('command', message, {
    hint: 'It fetches packages from the Debian mirror of this machine: check that `apt-get update` works.',
    detail: child.log(),
  });
}

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while making the base file system.');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
