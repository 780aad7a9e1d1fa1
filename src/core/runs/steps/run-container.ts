import { readlinkSync } from 'node:fs';
import { AppError, toAppError } from '@shared/model/app-error';
import type { TracedContainer } from '@shared/model/trace-record';
import type { StepAction } from '@shared/planning/step';
import { recordsUserspace } from '@shared/request/run-config';
import type { RunContext } from '../run-context';
import { afterDuration } from '../watch/after-duration';
import { type Containers, containersOf } from './containers-of';
import { crashWarning } from './crash-warning';
import { labelWarning } from './label-warning';
import { StepOutput } from './step-output';

type ActionOf<K extends StepAction['kind']> = Extract<StepAction, { kind: K }>;

export async function createContainer(action: ActionOf<'create-container'>, run: RunContext): Promise<void> {
  const id = await containersOf(action, run)
    .create(action.spec, run.cancelled)
    .catch((error: unknown) => {
      throw notCreated(error);
    });
  run.containerIds.set(action.spec.name, id);
}

function notCreated(error: unknown): AppError {
  const refused = toAppError(error);
  if (refused.hint !== undefined || refused.detail === undefined) return refused;
  return new AppError(refused.code, refused.message, {
    hint: 'Look at volumes, user, network and limits of the request: the engine refuses one of them.',
    detail: refused.detail,
    cause: refused,
  });
}

/** Starts a container, passes on its output, and waits for its end: its own, the time limit's, Stop's or Cancel's. */
export async function runContainer(action: ActionOf<'run-container'>, stepId: string, run: RunContext): Promise<void> {
  const engine = containersOf(action, run);
  const id = idOf(action.name, run);
  const container: TracedContainer = {
    engine: action.engine,
    id,
    name: action.name,
    image: run.record.image?.reference ?? '',
    imageId: run.record.image?.id ?? '',
    startedAtMs: Date.now(),
    endedAtMs: null,
    exitCode: null,
    pidNs: null,
    namespaces: {},
    witnesses: [],
    processes: [],
    moreProcesses: false,
    firstEventAtMs: null,
    lastEventAtMs: null,
  };
  run.containers.push(container);
  const output = new StepOutput(stepId, run.emit);
  const running = await engine
    .start(id, (chunk) => output.add(chunk.stream, chunk.text), run.cancelled, run.warn)
    .catch((error: unknown) => {
      throw notStarted(error);
    });
  const limit = afterDuration(action.maxDurationS, () => run.stop('time-limit'));
  const witness = inspectInTime(engine, id, container, run);
  try {
    const exitCode = await endOf(running.ended, engine, id, action.graceS, run);
    container.endedAtMs = Date.now();
    await witness;
    if (run.stoppedBy()) return; // it ended because we asked: its status says nothing about the program
    container.exitCode = exitCode;
    run.record = { ...run.record, exitCode: run.record.exitCode || exitCode };
    const crash = crashWarning(exitCode, output.errors);
    if (crash) run.warn(crash);
  } finally {
    limit.clear();
    output.end();
  }
}

/**
 * An engine that is there and refuses to start a container that it has created: what was asked for does not fit the image
 * or this machine. The engines tell a program that is not there by different statuses.
 */
function notStarted(error: unknown): AppError {
  const refused = toAppError(error);
  if (refused.detail === undefined || !['config', 'command', 'missing'].includes(refused.code)) return refused;
  return new AppError('config', `The container did not start. ${refused.message}`, {
    hint: 'The message of the engine names what failed. Name a program that is in the image, on its PATH or by its absolute path, where it is the program; check user, working directory and network otherwise.',
    detail: refused.detail,
    cause: refused,
  });
}

/** The container's end by itself, or by us after Stop (with grace) or Cancel (at once, by the undo). */
async function endOf(
  ended: Promise<number>,
  engine: Containers,
  id: string,
  graceS: number,
  run: RunContext,
): Promise<number> {
  const asked = new Promise<'stopped' | 'cancelled'>((resolve) => {
    onceAborted(run.stopped, () => resolve('stopped'));
    onceAborted(run.cancelled, () => resolve('cancelled'));
  });
  ended.catch(() => undefined); // after a cancel the undo removes the container under the wait
  const first = await Promise.race([ended, asked]);
  if (typeof first === 'number') return first;
  if (first === 'cancelled') {
    throw new AppError('cancelled', 'Cancelled while the container ran.');
  }
  const stopping = engine.stop(id, graceS).then(() => ended);
  stopping.catch(() => undefined); // after a cancel nobody waits for it
  const cancelled = new Promise<'cancelled'>((resolve) => onceAborted(run.cancelled, () => resolve('cancelled')));
  // An engine that was lost meanwhile may leave the stop without an answer.
  const lost = new Promise<never>((_, reject) => ended.catch(reject));
  const last = await Promise.race([stopping, lost, cancelled]);
  if (last === 'cancelled') throw new AppError('cancelled', 'Cancelled while the container was stopped.');
  return last;
}

function onceAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

const usesSocket = ({ record }: RunContext): boolean =>
  record.config !== null && recordsUserspace(record.config.recording);

const NAMESPACES = ['pid', 'mnt', 'net', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;

/** The second witness: the first process as the host sees it, when the engine answers before it has ended. */
async function inspectInTime(
  engine: Containers,
  id: string,
  container: TracedContainer,
  run: RunContext,
): Promise<void> {
  const facts = await engine.inspect(id).catch(() => undefined); // too late, or gone: the events are the first witness
  const label = usesSocket(run) ? labelWarning(facts?.selinuxLabel) : undefined;
  if (label && !run.record.warnings.some(({ code }) => code === label.code)) run.warn(label);
  if (!facts?.hostPid) return;
  const seen = NAMESPACES.flatMap((kind): [string, number][] => {
    const inode = facts.namespaces?.[kind] ?? namespaceInode(facts.hostPid, kind);
    return inode === undefined ? [] : [[kind, inode]];
  });
  const still = await engine.inspect(id).catch(() => undefined);
  if (seen.length === 0 || !still?.running) return; // the pid may have been another's already
  container.namespaces = Object.fromEntries(seen);
  container.pidNs = container.namespaces['pid'] ?? null;
  container.witnesses = ['inspect'];
}

function namespaceInode(pid: number, kind: string): number | undefined {
  try {
    const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/${kind}`))?.[1];
    return inode === undefined ? undefined : Number(inode);
  } catch {
    return undefined; // ended, or another user's: no evidence
  }
}

export async function removeContainer(action: ActionOf<'remove-container'>, run: RunContext): Promise<void> {
  await containersOf(action, run).remove(idOf(action.name, run));
}

function idOf(name: string, run: RunContext): string {
  const id = run.containerIds.get(name);
  if (id === undefined) throw new AppError('bug', `The container ${name} was not created before it was used.`);
  return id;
}
