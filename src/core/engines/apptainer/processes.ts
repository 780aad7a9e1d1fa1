import { readlinkSync } from 'node:fs';
import { CONTAINER_ENV, RUN_ENV } from '@shared/model/labels';
import { namesIn, textIn } from '../../files/optional-files';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';
import { signalAll } from '../../process/owned-processes';
import { waitUntil } from '../../process/wait-until';

/**
 * Identifies a container's processes, since Apptainer keeps no list of them. A process belongs to the container if its
 * environment has the container's mark, if it descends from the process that we started, or if it is in the container's mount
 * namespace. A program that clears its environment and leaves its parents keeps the namespace. No other process has any of them.
 */
export interface ContainerTrail {
  id: string;
  /** The Apptainer process that we started. */
  launcher?: ProcessIdentity | undefined;
  /** The container's first process, once it was found, and its mount namespace. */
  first?: ProcessIdentity | undefined;
  mountNs?: string | undefined;
}

const KILL_LIMIT_MS = 5_000;
/** How long Apptainer can take to clean up after its program has ended. */
const TIDY_LIMIT_MS = 2_000;

export const mountNamespace = (pid: number | 'self'): string | undefined => link(`/proc/${pid}/ns/mnt`);

/**
 * Drops the mount namespace from another process's record unless a process of the container is in it. The kernel reuses the
 * number of a mount namespace that no longer exists.
 */
export function trustedTrail<T extends ContainerTrail>(trail: T): T {
  const { id, first, mountNs } = trail;
  const mark = `${CONTAINER_ENV}=${id}`;
  const isInside = (pid: number): boolean => mountNs !== undefined && mountNamespace(pid) === mountNs;
  const isAnchored =
    (first !== undefined && isRunning(first) && isInside(first.pid)) ||
    pids().some((pid) => isInside(pid) && environmentOf(pid).includes(mark));
  return isAnchored ? trail : { ...trail, first: undefined, mountNs: undefined };
}

/** Whether the Apptainer process runs and has the container's mark. Checks the user of a set-uid process, whose environment is unreadable. */
function isOwnLauncher({ pid, ...rest }: ProcessIdentity, mark: string): boolean {
  if (!isRunning({ pid, ...rest })) return false;
  const environment = textIn(`/proc/${pid}/environ`);
  if (environment !== '') return environment.split('\u0000').includes(mark);
  return process.getuid?.() !== 0 && textIn(`/proc/${pid}/status`).includes(`\nUid:\t${process.getuid?.()}\t`);
}

/** Every running process of a container, including Apptainer itself. */
export function processesOf({ id, launcher, mountNs }: ContainerTrail): ProcessIdentity[] {
  const mark = `${CONTAINER_ENV}=${id}`;
  const family =
    launcher && isOwnLauncher(launcher, mark)
      ? new Set([launcher.pid, ...descendants(launcher.pid)])
      : new Set<number>();
  const inside = mountNs !== undefined && mountNs !== mountNamespace('self') ? mountNs : undefined;
  return pids().flatMap((pid) => {
    const isOurs =
      family.has(pid) || environmentOf(pid).includes(mark) || (inside !== undefined && mountNamespace(pid) === inside);
    const identity = isOurs && pid !== process.pid ? identityOf(pid) : undefined;
    return identity && isRunning(identity) ? [identity] : [];
  });
}

/** Ids of the containers that have processes with this run's mark. */
export function markedContainers(runId: string): string[] {
  const mark = `${RUN_ENV}=${runId}`;
  const ids = pids().flatMap((pid) => {
    const environment = environmentOf(pid);
    return environment.includes(mark) ? (valueIn(environment, CONTAINER_ENV) ?? []) : [];
  });
  return [...new Set(ids)];
}

/** The run in the environment of the container's processes. */
export const runOfContainer = (id: string): string | undefined =>
  pids()
    .map(environmentOf)
    .filter((environment) => environment.includes(`${CONTAINER_ENV}=${id}`))
    .map((environment) => valueIn(environment, RUN_ENV))[0];

/**
 * Finds the container's first process: the first descendant in a mount namespace other than Apptainer's and ours that has the
 * container's mark, or has a descendant with it. The mark is required because Apptainer unpacks images in a container, too. The
 * init process of a separate pid namespace has no mark itself.
 * @returns undefined while Apptainer prepares the container, or when its processes cannot be read
 */
export function firstProcess(id: string, launcher: ProcessIdentity): { pid: number; mountNs: string } | undefined {
  const outside = new Set([mountNamespace('self'), mountNamespace(launcher.pid)]);
  const mark = `${CONTAINER_ENV}=${id}`;
  const isMarked = (pid: number): boolean => environmentOf(pid).includes(mark);
  for (const pid of descendants(launcher.pid)) {
    const mountNs = mountNamespace(pid);
    if (mountNs !== undefined && !outside.has(mountNs) && !isStarter(pid) && [pid, ...descendants(pid)].some(isMarked))
      return { pid, mountNs };
  }
  return undefined;
}

/** Whether a process is still Apptainer's starter. The init process of a separate pid namespace has the same file, but another name. */
const isStarter = (pid: number): boolean =>
  /\/starter(-suid)?$/.test(link(`/proc/${pid}/exe`) ?? '') && !textIn(`/proc/${pid}/cmdline`).startsWith('appinit');

/** Sends SIGTERM to Apptainer, which passes it on to the program; to all processes when Apptainer has ended. */
export function askToEnd(trail: ContainerTrail): void {
  const { launcher } = trail;
  const isOurs = launcher && isOwnLauncher(launcher, `${CONTAINER_ENV}=${trail.id}`);
  signalAll(isOurs ? [launcher] : processesOf(trail), 'SIGTERM');
}

/**
 * Kills the container's processes, so that Apptainer reports the exit status and deletes unpacked files, and then Apptainer.
 * @throws AppError `command` when a process does not end
 */
export async function killContainer(trail: ContainerTrail): Promise<void> {
  const { launcher } = trail;
  const isLauncher = ({ pid }: ProcessIdentity): boolean => pid === launcher?.pid;
  const gone = (): boolean => processesOf(trail).length === 0;
  const killInside = (): boolean => {
    const inside = firstIn(trail);
    signalAll(inside.length > 0 ? inside : processesOf(trail).filter((one) => !isLauncher(one)), 'SIGKILL');
    return gone();
  };
  await waitUntil(killInside, { what: 'Apptainer to end', timeoutMs: TIDY_LIMIT_MS }).catch(async () => {
    const killAll = (): boolean => {
      signalAll(processesOf(trail), 'SIGKILL');
      return gone();
    };
    await waitUntil(killAll, { what: "the container's processes to end", timeoutMs: KILL_LIMIT_MS });
  });
}

/** The processes in the container's mount namespace. */
const firstIn = (trail: ContainerTrail): ProcessIdentity[] =>
  processesOf(trail).filter(({ pid }) => trail.mountNs !== undefined && mountNamespace(pid) === trail.mountNs);

/** All descendants, parents first; see proc(5), task/TID/children. */
export function descendants(pid: number): number[] {
  const children = namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    textIn(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

const pids = (): number[] =>
  namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const environmentOf = (pid: number): string[] => textIn(`/proc/${pid}/environ`).split('\u0000');
const valueIn = (environment: readonly string[], name: string): string | undefined =>
  environment.find((entry) => entry.startsWith(`${name}=`))?.slice(name.length + 1);

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
