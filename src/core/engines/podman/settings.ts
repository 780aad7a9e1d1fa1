import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { homeFolder } from '../../user-account';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';

const CAP_SYS_RESOURCE = 24n;

export interface PodmanSettings {
  /** Variables to add to its environment. */
  env: Record<string, string>;
  /** Global options; see podman(1). */
  options: string[];
}

/**
 * Settings for a Podman whose defaults do not work on this machine. Each is set only if a probe shows the need. Options and single
 * variables keep the user's and the system's configuration in effect. A file in CONTAINERS_CONF or CONTAINERS_STORAGE_CONF would
 * replace all of it. Sources: podman(1), containers.conf(5), containers-storage.conf(5).
 * @param root root folder of the configuration; tests use another one than `/`
 */
export async function podmanSettings(setup: EngineSetup, root = '/'): Promise<PodmanSettings> {
  const { env, runtimeDir } = setup;
  const options = [
    ...(existsSync('/run/systemd/system') ? [] : ['--cgroup-manager=cgroupfs', '--events-backend=file']),
    ...(isHybridCgroup() && findProgram('runc', env) ? ['--runtime=runc'] : []),
  ];
  const written: Record<string, string> = {};
  await mkdir(runtimeDir, { recursive: true, mode: 0o700 });
  // Podman has no option for these limits.
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

/** Whether Podman would fail to raise limits, as it does as root without CAP_SYS_RESOURCE. */
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

/** At most pid_max, since Podman 4.3 lowers its hard limit of processes to that value, and its children cannot raise it. */
function processLimit(): string {
  const pidMax = Number(readFileSync('/proc/sys/kernel/pid_max', 'utf8'));
  return String(Math.min(pidMax, Number(hardLimit('Max processes'))));
}

/** Whether cgroup v1 and v2 are both mounted (a tmpfs at /sys/fs/cgroup that contains `unified`), which crun refuses. */
const isHybridCgroup = (): boolean =>
  existsSync('/sys/fs/cgroup/unified') && !existsSync('/sys/fs/cgroup/cgroup.controllers');

/** System files of storage.conf(5). The first one that exists counts. */
const SYSTEM_FILES = ['etc/containers/storage.conf', 'usr/share/containers/storage.conf'];

/**
 * Whether to select the overlay driver. A new rootless store gets vfs by default, which copies the image for every container and
 * takes 2.3 s per run instead of 0.2 s. A store or driver that is configured stays unchanged.
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
