import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { CONTAINER_ENV, RUN_ENV } from '@shared/model/labels';
import { identityOf, isRunning, type ProcessIdentity } from '../../process/identity';
import { waitUntil } from '../../process/wait-until';

/**
 * Apptainer keeps no list of what it runs. A container's processes are told by three things: a mark in the environment, which each
 * child inherits; descent from the process that we started; and the container's mount namespace, which a program keeps that has
 * cleared its environment and left its parents. No stranger's process has any of them.
 */
export interface ContainerTrail {
  id: string;
  /** Apptainer itself, as we started it. */
  launcher?: ProcessIdentity | undefined;
  /** The container's first process, once it was seen, and its mount namespace. */
  first?: ProcessIdentity | undefined;
  mountNs?: string | undefined;
}

const KILL_LIMIT_MS = 5_000;
/** How long Apptainer may take to tidy up once its program is gone. */
const TIDY_LIMIT_MS = 2_000;

export const mountNamespace = (pid: number | 'self'): string | undefined => link(`/proc/${pid}/ns/mnt`);

/**
 * What a record of another process says, as far as it holds now. The kernel gives the number of a mount namespace that is gone
 * to the next one: it counts only while a process of the container is in it.
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

/** Whether Apptainer itself runs and is ours: it bears the container's mark, unless it is set-uid, which nobody may look at. */
function isOwnLauncher({ pid, ...rest }: ProcessIdentity, mark: string): boolean {
  if (!isRunning({ pid, ...rest })) return false;
  const words = read(`/proc/${pid}/environ`);
  if (words !== '') return words.split('\u0000').includes(mark);
  return process.getuid?.() !== 0 && read(`/proc/${pid}/status`).includes(`\nUid:\t${process.getuid?.()}\t`);
}

/** Every process of a container that lives, Apptainer's own among them. */
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

/** Ids of containers that processes of this run's mark belong to. */
export function markedContainers(runId: string): string[] {
  const mark = `${RUN_ENV}=${runId}`;
  const ids = pids().flatMap((pid) => {
    const words = environmentOf(pid);
    return words.includes(mark) ? (valueIn(words, CONTAINER_ENV) ?? []) : [];
  });
  return [...new Set(ids)];
}

/** What processes of a container's mark say about its run. */
export const runOfContainer = (id: string): string | undefined =>
  pids()
    .map(environmentOf)
    .filter((words) => words.includes(`${CONTAINER_ENV}=${id}`))
    .map((words) => valueIn(words, RUN_ENV))[0];

/**
 * The container's first process as this machine sees it: the first descendant in a mount namespace that neither Apptainer itself
 * nor we are in, and with the container's mark, or above one that has it: what unpacks an image for Apptainer runs in a container, too,
 * and init of an own pid namespace shows none. Undefined as long as Apptainer prepares it, and for one that may not be looked at.
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

/** Apptainer's own program before it becomes the container's; its init of an own pid namespace stays one, by another name. */
const isStarter = (pid: number): boolean =>
  /\/starter(-suid)?$/.test(link(`/proc/${pid}/exe`) ?? '') && !read(`/proc/${pid}/cmdline`).startsWith('appinit');

/** SIGTERM, which Apptainer passes on to the program; once it has gone, to all of them. */
export function askToEnd(trail: ContainerTrail): void {
  const { launcher } = trail;
  const isOurs = launcher && isOwnLauncher(launcher, `${CONTAINER_ENV}=${trail.id}`);
  signal(isOurs ? [launcher] : processesOf(trail), 'SIGTERM');
}

/**
 * Kills the container's processes first, so that Apptainer tells the exit status and removes what it had unpacked, then Apptainer.
 * @throws AppError `command` when one does not end
 */
export async function killContainer(trail: ContainerTrail): Promise<void> {
  const { launcher } = trail;
  const isLauncher = ({ pid }: ProcessIdentity): boolean => pid === launcher?.pid;
  const gone = (): boolean => processesOf(trail).length === 0;
  const killInside = (): boolean => {
    const inside = firstIn(trail);
    signal(inside.length > 0 ? inside : processesOf(trail).filter((one) => !isLauncher(one)), 'SIGKILL');
    return gone();
  };
  await waitUntil(killInside, { what: "Apptainer's end", timeoutMs: TIDY_LIMIT_MS }).catch(async () => {
    const killAll = (): boolean => {
      signal(processesOf(trail), 'SIGKILL');
      return gone();
    };
    await waitUntil(killAll, { what: "the container's processes to end", timeoutMs: KILL_LIMIT_MS });
  });
}

/** Those in the container's own mount namespace. */
const firstIn = (trail: ContainerTrail): ProcessIdentity[] =>
  processesOf(trail).filter(({ pid }) => trail.mountNs !== undefined && mountNamespace(pid) === trail.mountNs);

function signal(processes: readonly ProcessIdentity[], name: NodeJS.Signals): void {
  for (const one of processes.filter(isRunning)) {
    try {
      process.kill(one.pid, name);
    } catch {
      // ended between the look and the signal
    }
  }
}

/** Children, theirs and so on, parents first; see proc(5), task/TID/children. */
export function descendants(pid: number): number[] {
  const children = namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    read(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

const pids = (): number[] =>
  namesIn('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
const environmentOf = (pid: number): string[] => read(`/proc/${pid}/environ`).split('\u0000');
const valueIn = (words: readonly string[], name: string): string | undefined =>
  words.find((word) => word.startsWith(`${name}=`))?.slice(name.length + 1);

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return []; // it has ended
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // ended, or another user's: not ours
  }
}

function link(path: string): string | undefined {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
}
