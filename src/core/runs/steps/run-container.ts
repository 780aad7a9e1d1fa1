import { readlinkSync } from 'node:fs';
import { AppError, toAppError } from '@shared/model/app-error';
import type { TracedContainer } from '@shared/model/trace-record';
import type { StepAction } from '@shared/planning/step';
import { recordsUserspace } from '@shared/request/run-config';
import type { RunContext } from '../run-context';
import { afterDuration } from '../watch/after-duration';
import { type Containers, containersOf } from './containers-of';
import { labelWarning } from './label-warning';
import { memoryWarning } from './memory-warning';
import { NOT_STARTED } from './not-started';
import { noteExitStatus } from './note-exit-status';
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
    hint: 'The engine refused one of the options. Check volumes, user, network and limits.',
    detail: refused.detail,
    cause: refused,
  });
}

/** Starts a container, reports its output, and waits until it ends: by itself, at the time limit, on Stop or on Cancel. */
export async function runContainer(action: ActionOf<'run-container'>, stepId: string, run: RunContext): Promise<void> {
  const engine = containersOf(action, run);
  const id = idOf(action.name, run);
  const container: TracedContainer = {
    engine: action.engine,
    id,
    name: action.name,
    image: run.record.image?.reference ?? '',
    imageId: run.record.image?.id ?? '',
    startedAtMs: run.clock.nowMs(),
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
  run.journal.noteProgram();
  const limit = afterDuration(action.maxDurationS, () => run.stop('time-limit'));
  const inspection = inspectInTime(engine, id, container, run);
  try {
    const exitCode = await endOf(running.ended, engine, id, action.graceS, run);
    container.endedAtMs = run.clock.nowMs();
    await inspection;
    await noteMemory(engine, id, exitCode, run);
    if (run.stoppedBy()) return; // we stopped the container, so its status says nothing about the program
    container.exitCode = exitCode;
    noteExitStatus(run, exitCode, output.errors);
  } finally {
    limit.clear();
    output.end();
  }
}

/** Asks the engine once whether memory ran out, if the status or the request gives a reason to. */
async function noteMemory(engine: Containers, id: string, status: number, run: RunContext): Promise<void> {
  const target = run.record.config?.target;
  const limitBytes = target?.kind === 'container' ? target.memoryBytes : undefined;
  if (status === 0 && limitBytes === undefined) return;
  const facts = await engine.inspect(id).catch(() => undefined); // the status is known, and the engine's loss is reported elsewhere
  if (facts?.outOfMemory) run.warn(memoryWarning(status, limitBytes));
}

/**
 * The error of an engine that created a container but refuses to start it: the request does not suit the image or this
 * machine. The engines report a missing program with different statuses.
 */
function notStarted(error: unknown): AppError {
  const refused = toAppError(error);
  if (refused.detail === undefined || !['config', 'command', 'missing'].includes(refused.code)) return refused;
  return new AppError('config', `${NOT_STARTED.message} ${refused.message}`, {
    hint: NOT_STARTED.hint,
    detail: refused.detail,
    cause: refused,
  });
}

/** Waits until the container ends. Stop ends it with grace; after Cancel the undo removes it at once. */
async function endOf(
  ended: Promise<number>,
  engine: Containers,
  id: string,
  graceS: number,
  run: RunContext,
): Promise<number> {
  const request = new Promise<'stopped' | 'cancelled'>((resolve) => {
    onceAborted(run.stopped, () => resolve('stopped'));
    onceAborted(run.cancelled, () => resolve('cancelled'));
  });
  ended.catch(() => undefined); // after a cancel the undo removes the container while this waits
  const first = await Promise.race([ended, request]);
  if (typeof first === 'number') return first;
  if (first === 'cancelled') {
    throw new AppError('cancelled', 'The run was cancelled while the container was running.');
  }
  const stopping = engine.stop(id, graceS).then(() => ended);
  stopping.catch(() => undefined); // after a cancel nothing awaits it
  const cancelled = new Promise<'cancelled'>((resolve) => onceAborted(run.cancelled, () => resolve('cancelled')));
  // The stop request may never be answered if the connection to the engine is lost.
  const lost = new Promise<never>((_, reject) => ended.catch(reject));
  const last = await Promise.race([stopping, lost, cancelled]);
  if (last === 'cancelled')
    throw new AppError('cancelled', 'The run was cancelled while the container was being stopped.');
  return last;
}

function onceAborted(signal: AbortSignal, act: () => void): void {
  if (signal.aborted) act();
  else signal.addEventListener('abort', act, { once: true });
}

const usesSocket = ({ record }: RunContext): boolean =>
  record.config !== null && recordsUserspace(record.config.recording);

const NAMESPACES = ['pid', 'mnt', 'net', 'ipc', 'uts', 'user', 'cgroup', 'time'] as const;

/** Reads the namespaces of the container's first process from the host, if the engine answers before the process ends. */
async function inspectInTime(
  engine: Containers,
  id: string,
  container: TracedContainer,
  run: RunContext,
): Promise<void> {
  const facts = await engine.inspect(id).catch(() => undefined); // the container has ended: the events identify it as well
  const label = usesSocket(run) ? labelWarning(facts?.selinuxLabel) : undefined;
  if (label && !run.record.warnings.some(({ code }) => code === label.code)) run.warn(label);
  if (!facts?.hostPid) return;
  const found = NAMESPACES.flatMap((kind): [string, number][] => {
    const inode = facts.namespaces?.[kind] ?? namespaceInode(facts.hostPid, kind);
    return inode === undefined ? [] : [[kind, inode]];
  });
  const after = await engine.inspect(id).catch(() => undefined);
  if (found.length === 0 || !after?.running) return; // the pid may belong to another process by now
  container.namespaces = Object.fromEntries(found);
  container.pidNs = container.namespaces['pid'] ?? null;
  container.witnesses = ['inspect'];
}

function namespaceInode(pid: number, kind: string): number | undefined {
  try {
    const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/${kind}`))?.[1];
    return inode === undefined ? undefined : Number(inode);
  } catch {
    return undefined; // the process has ended or belongs to another user
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
