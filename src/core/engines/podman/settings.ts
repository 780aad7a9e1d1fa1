import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { EngineSetup } from '../engine-setup';
import { findProgram } from '../find-program';

const CAP_SYS_RESOURCE = 24n;

/**
 * Environment for a Podman whose defaults do not work on this machine, each setting only where a probe shows the need;
 * nothing under /etc or in the user's own configuration is written or overridden.
 * Sources: containers.conf(5), containers-storage.conf(5).
 */
export async function podmanSettings(setup: EngineSetup): Promise<Record<string, string>> {
  const env = setup.env;
  const containers = [
    ...(needsUlimits()
      ? [
          `default_ulimits = ["nofile=${hardLimit('Max open files')}:${hardLimit('Max open files')}", "nproc=${processLimit()}:${processLimit()}"]`,
        ]
      : []),
  ];
  const engine = [
    ...(existsSync('/run/systemd/system') ? [] : ['cgroup_manager = "cgroupfs"', 'events_logger = "file"']),
    ...(isHybridCgroup() && findProgram('runc', env) ? ['runtime = "runc"'] : []),
  ];
  const written: Record<string, string> = {};
  await mkdir(setup.runtimeDir, { recursive: true, mode: 0o700 });
  if (containers.length + engine.length > 0 && !env['CONTAINERS_CONF']) {
    const path = join(setup.runtimeDir, 'containers.conf');
    await writeFile(path, ['[containers]', ...containers, '[engine]', ...engine, ''].join('\n'), { mode: 0o600 });
    written['CONTAINERS_CONF'] = path;
  }
  if (needsOverlay(env) && !env['CONTAINERS_STORAGE_CONF']) {
    const path = join(setup.runtimeDir, 'storage.conf');
    await writeFile(path, '[storage]\ndriver = "overlay"\n', { mode: 0o600 });
    written['CONTAINERS_STORAGE_CONF'] = path;
  }
  return written;
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

/** A rootless store that does not exist yet falls to vfs, which copies every image for every container: 2.3 s a run instead of 0.2. */
function needsOverlay(env: Record<string, string | undefined>): boolean {
  const root = process.getuid?.() === 0;
  const home = env['HOME'] || homedir();
  const data = env['XDG_DATA_HOME'] || join(home, '.local/share');
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  if (existsSync(root ? '/etc/containers/storage.conf' : join(config, 'containers/storage.conf'))) return false;
  if (root) return false;
  const store = join(data, 'containers/storage');
  return !isFolder(join(store, 'vfs-images')) && !isFolder(join(store, 'btrfs-images'));
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
