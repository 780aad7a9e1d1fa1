import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { orphansOf } from '@core/engines/podman/orphans';
import { identityKey, identityOf, isRunning, ownIdentity, processIdentitySchema } from '@core/process/identity';
import { OWNER_ENV } from '@shared/model/labels';
import type { FaultTarget } from './accident-orders';

const LOOK_EVERY_MS = 5;

/**
 * Sends a signal to all processes of a role in this process's recording, as soon as one exists.
 * @param noteFile file to which their identities are written, one per line
 */
export function signalTarget(to: FaultTarget, signal: NodeJS.Signals, runId: string, noteFile: string): void {
  const look = setInterval(() => {
    const found = targets[to](runId);
    if (found.length === 0) return;
    clearInterval(look);
    appendFileSync(noteFile, found.map((pid) => `${JSON.stringify(identityOf(pid))}\n`).join(''));
    for (const pid of found) send(pid, signal);
  }, LOOK_EVERY_MS);
  look.unref();
}

/**
 * Sends signals to every process of this process's recording and to this process, as systemd does with a control group: to the
 * marked ones, to the watchdog, to Podman's service, to the container and to its monitor.
 */
export function signalAll(signals: readonly NodeJS.Signals[], runId: string): void {
  const all = new Set([
    ...ours(/./),
    ...descendants(process.pid),
    ...(['engine-service', 'monitor', 'container'] as const).flatMap((role) => targets[role](runId)),
    process.pid,
  ]);
  for (const signal of signals) for (const pid of all) send(pid, signal);
}

/** Kills remaining processes that a fault stopped, for cleanup after a failed test. */
export function killNoted(noteFile: string): void {
  for (const line of read(noteFile).split('\n').filter(Boolean)) {
    const identity = processIdentitySchema.safeParse(JSON.parse(line)).data;
    if (identity && isRunning(identity)) send(identity.pid, 'SIGKILL');
  }
}

const targets: Record<FaultTarget, (runId: string) => number[]> = {
  'session-daemon': () => ours(/(^|\/)lttng-sessiond$/),
  'consumer-daemon': () => ours(/(^|\/)lttng-consumerd$/),
  container: (runId) => monitors(runId).flatMap(({ argv }) => orphansOf(argv[argv.indexOf('-c') + 1] ?? '')),
  monitor: (runId) => monitors(runId).map(({ pid }) => pid),
  'engine-service': () =>
    processes()
      .filter(({ argv }) => argv.some(isOurSocket))
      .map(({ pid }) => pid),
};

interface Process {
  pid: number;
  argv: string[];
}

/** Finds processes by the mark in their environment. */
function ours(program: RegExp): number[] {
  const mark = `${OWNER_ENV}=${identityKey(ownIdentity())}`;
  return processes()
    .filter(({ pid, argv }) => program.test(argv[0] ?? '') && words(`/proc/${pid}/environ`).includes(mark))
    .map(({ pid }) => pid);
}

function descendants(pid: number): number[] {
  const children = processes().filter((one) => parentOf(one.pid) === pid);
  return children.flatMap((child) => [child.pid, ...descendants(child.pid)]);
}

/** `PPid:  4711` of proc_pid_status(5). */
const parentOf = (pid: number): number => Number(/^PPid:\s+(\d+)$/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);

/** Finds conmon(8) by its `-n` argument, the container's name, which contains the run's id. */
const monitors = (runId: string): Process[] =>
  processes().filter(
    ({ argv }) => /(^|\/)conmon$/.test(argv[0] ?? '') && (argv[argv.indexOf('-n') + 1] ?? '').includes(runId),
  );

/** Whether the socket is in a runtime folder of the owner. */
function isOurSocket(word: string): boolean {
  if (!/^unix:\/\/.*\/podman\.sock$/.test(word)) return false;
  const owner = read(join(dirname(word.slice('unix://'.length)), 'owner.json'));
  return owner !== '' && (JSON.parse(owner) as { pid?: unknown }).pid === process.pid;
}

const processes = (): Process[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => ({ pid: Number(name), argv: words(`/proc/${name}/cmdline`) }));

const words = (path: string): string[] => read(path).split('\0').slice(0, -1);

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return ''; // it has ended, or belongs to another user
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it ended before the signal
  }
}
