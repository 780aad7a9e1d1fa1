import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../../user-account';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';

const CAP_SYS_RESOURCE = 24n;

export interface PodmanSettings {
  /** Variables of its environment. */
  env: Record<string, string>;
  /** Words behind `podman`; see podman(1). */
  options: string[];
}

/**
 * Settings for a Podman whose defaults do not work on this machine, each only where a probe shows the need. Options and single
 * variables leave what the user's and the system's configuration say in force: a file that CONTAINERS_CONF or
 * CONTAINERS_STORAGE_CONF names replaces all of those files. Sources: podman(1), containers.conf(5), containers-storage.conf(5).
 * @param root of the file system that holds the configuration; `/` but in tests
 */
export async function podmanSettings(setup: EngineSetup, root = '/'): Promise<PodmanSettings> {
  const { env, runtimeDir } = setup;
  const options = [
    ...(existsSync('/run/systemd/system') ? [] : ['--cgroup-manager=cgroupfs', '--events-backend=file']),
    ...(isHybridCgroup() && findProgram('runc', env) ? ['--runtime=runc'] : []),
  ];
  const written: Record<string, string> = {};
  await mkdir(runtimeDir, { recursive: true, mode: 0o700 });
  // No option of Podman's sets these limits.
  if (needsUlimits() && !env['CONTAINERS_CONF']) {
    const path = join(runtimeDir, 'containers.conf');
    const files = hardLimit('Max open files');
    const limits = [`nofile=${files}:${files}`, `nproc=${processLimit()}:${processLimit()}`];
    await writeFile(path, `[containers]\ndefault_ulimits = ${JSON.stringify(limits)}\n`, { mode: 0o600 });
    written['CONTAINERS_CONF'] = path;
  }
  if (needsOverlay(env, root)) written['STORAGE_DRIVER'] = 'overlay';
  return { env: written, options };
}

/** Root without CAP_SYS_RESOURCE cannot raise limits, and Podman as root tries to. */
function needsUlimits(): boolean {
  if (process.getuid?.() !== 0) return false;
  const effective = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  return effective !== undefined && ((BigInt(`0x${effective}`) >> CAP_SYS_RESOURCE) & 1n) === 0n;
}

function hardLimit(name: string): string {
  const line = readFileSync('/proc/self/limits', 'utf8')
    .split('\n')
    .find((l) => l.startsWith(name));
  const hard = line?.slice(26).trim().split(/\s+/)[1];
  return hard === undefined || hard === 'unlimited' ? '32768' : hard;
}

/** Podman 4.3 lowers its own hard limit of processes to pid_max when it starts, and its children cannot rise above that. */
function processLimit(): string {
  const pidMax = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'));
  return String(Math.min(pidMax, Number(hardLimit('Max processes'))));
}

/** crun refuses cgroup v1 beside v2 (a tmpfs at /sys/fs/cgroup that holds `unified`). */
const isHybridCgroup = (): boolean =>
  existsSync('/sys/fs/cgroup/unified') && !existsSync('/sys/fs/cgroup/cgroup.controllers');

/** storage.conf(5): the first of the system's files that is there counts. */
const SYSTEM_FILES = ['etc/containers/storage.conf', 'usr/share/containers/storage.conf'];

/**
 * A rootless store that does not exist yet falls to vfs, which copies every image for every container: 2.3 s a run instead of 0.2.
 * Where somebody has said where the store is or which driver it has, it is left as it is.
 */
function needsOverlay(env: Record<string, string | undefined>, root: string): boolean {
  if (process.getuid?.() === 0 || env['STORAGE_DRIVER'] || env['CONTAINERS_STORAGE_CONF']) return false;
  const home = homeFolder(env);
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  const files = [join(config, 'containers/storage.conf'), ...SYSTEM_FILES.map((file) => join(root, file))];
  if (files.some((file) => existsSync(file))) return false;
  const store = join(data, 'containers/storage');
  return !isFolder(join(store, 'vfs-images')) && !isFolder(join(store, 'btrfs-images'));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
