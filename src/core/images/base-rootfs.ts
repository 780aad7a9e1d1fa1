import { createHash } from 'node:crypto';
import { access, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { toInstall } from '@core/files/install-hint';
import { startCleaningChild } from '@core/process/child-daemon';
import { ChildEnvironment } from '@core/process/child-environment';
import { identityOf } from '@core/process/identity';
import { placeKey } from '@core/process/place';
import { AppError } from '@shared/model/app-error';
import { ageChecks, debianSources } from './debian-mirror';
import { mmdebstrapCommand } from './mmdebstrap-command';

/** Folders of /usr/share to omit, as in Debian's slim image. */
const LEFT_OUT = ['doc', 'man', 'info', 'locale', 'lintian'];
const LIMIT_S = 1800;

export interface RootfsOptions {
  suite: string;
  /** The app's cache folder, which keeps the tarball for the next engine. */
  cacheDir: string;
  onProgress(line: string): void;
  signal: AbortSignal;
}

/**
 * Creates a tarball of a minimal Debian from packages, for machines that reach no container registry. Works as root, and as a plain
 * user with subordinate user ids (mmdebstrap's unshare mode).
 * @returns the tarball's path
 * @throws AppError `missing` (no mmdebstrap), `command` (mmdebstrap failed), `cancelled`
 */
export async function ensureRootfs(options: RootfsOptions): Promise<string> {
  const { args, sources, key, folder, tarball } = await rootfsOf(options);
  if (await exists(tarball)) return tarball;
  await mkdir(folder, { recursive: true });
  await removeDeadPartials(folder);
  const partial = join(folder, `${options.suite}-${key}.partial-${process.pid}-${placeKey()}.tar`);
  options.onProgress(`Waiting for mmdebstrap, which creates Debian ${options.suite} from packages (takes about 30 s)`);
  try {
    await runMmdebstrap([...args, options.suite, partial, ...sources], options.signal);
    await rename(partial, tarball);
  } finally {
    await rm(partial, { force: true });
  }
  options.onProgress(`Created Debian ${options.suite}`);
  return tarball;
}

/** Whether ensureRootfs would return a tarball of an earlier call, without mmdebstrap. */
export const hasRootfs = async (options: Omit<RootfsOptions, 'onProgress'>): Promise<boolean> =>
  exists((await rootfsOf(options)).tarball);

/** The arguments of mmdebstrap, and the tarball that they identify. */
async function rootfsOf({ suite, cacheDir, signal }: Omit<RootfsOptions, 'onProgress'>) {
  const sources = await debianSources(suite, signal);
  const checks = (await ageChecks(signal)).map((option) => `--aptopt=${option}`);
  const args = ['--variant=minbase', ...checks, ...LEFT_OUT.map((dir) => `--dpkgopt=path-exclude=/usr/share/${dir}/*`)];
  args.push('--dpkgopt=path-include=/usr/share/doc/*/copyright');
  const key = createHash('sha256')
    .update(JSON.stringify([args, sources, process.arch]))
    .digest('hex')
    .slice(0, 16);
  const folder = join(cacheDir, 'rootfs');
  return { args, sources, key, folder, tarball: join(folder, `${suite}-${key}.tar`) };
}

const PARTIAL = /\.partial-(\d+)(?:-([0-9a-f]{8}))?\.tar$/;

/** Deletes unfinished tarballs of killed processes. On another machine or pid namespace, the tarball's age decides. */
async function removeDeadPartials(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const [, pid, place = placeKey()] = PARTIAL.exec(name) ?? [];
    if (pid === undefined) continue;
    const path = join(folder, name);
    const isLeft =
      place === placeKey()
        ? identityOf(Number(pid)) === undefined
        : (await stat(path)).mtimeMs < Date.now() - LIMIT_S * 1000;
    if (isLeft) await rm(path, { force: true });
  }
}

async function runMmdebstrap(args: readonly string[], signal: AbortSignal): Promise<void> {
  if (signal.aborted) throw cancelled();
  const child = startCleaningChild(...mmdebstrapCommand(args, LIMIT_S), ChildEnvironment.users());
  const stop = (): void => child.kill('SIGTERM');
  signal.addEventListener('abort', stop, { once: true });
  const { exitCode } = await child.ended.finally(() => signal.removeEventListener('abort', stop));
  if (signal.aborted) throw cancelled();
  if (exitCode === 127)
    throw new AppError(
      'missing',
      'The base image is not available. No container registry answers, and mmdebstrap, which works without one, is not installed.',
      {
        hint: `Run \`${toInstall('mmdebstrap', 'debian-keys', 'id-maps')}\`, or give the engine access to a registry.`,
        detail: child.log(),
      },
    );
  if (exitCode === 0) return;
  const message =
    exitCode === 124 ? `mmdebstrap did not end within ${LIMIT_S} s.` : `mmdebstrap failed with exit code ${exitCode}.`;
  throw new AppError('command', message, {
    hint: 'mmdebstrap fetches packages from the Debian mirror of this machine. Check that `apt-get update` works.',
    detail: child.log(),
  });
}

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while the base file system was created.');

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
