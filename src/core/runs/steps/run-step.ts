import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, toAppError } from '@shared/model/app-error';
import { shellScript } from '@shared/planning/shell-script';
import type { Step, StepAction } from '@shared/planning/step';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { folderError } from '../../files/folder-error';
import { finishRecord } from '../../library/finish-trace';
import { releaseReserve, takeReserve } from '../../library/reserve';
import { COMMANDS_FILE, makeTraceFolder, writeContainers, writeRecord } from '../../library/trace-folder';
import { borrowedDaemon, ownerOfRootDaemon } from '../../tracer/borrowed-daemon';
import { loadMiReply } from '../../tracer/load-mi-reply';
import { ensureRootDaemon } from '../../tracer/root-daemon';
import type { RunContext } from '../run-context';
import { SteadyClock } from '../watch/clocks';
import { createContainer, removeContainer, runContainer } from './run-container';
import { runProgram } from './run-program';

/** Executes a step. This is the only place that executes a plan's actions. */
export async function runStep(step: Step, run: RunContext): Promise<void> {
  const action = step.do;
  switch (action.kind) {
    case 'make-trace-folder':
      return makeFolder(action.path, run);
    case 'start-helper':
      // Stop also closes the password dialog: nothing has been recorded yet, so there is nothing to keep.
      return run.helper.start(AbortSignal.any([run.stopped, run.cancelled]));
    case 'ensure-daemon':
      return ensureDaemon(action, run);
    case 'trace':
      return trace(action, run);
    case 'create-container':
      return createContainer(action, run);
    case 'run-container':
      return runContainer(action, step.id, run);
    case 'remove-container':
      return removeContainer(action, run);
    case 'run-program':
      return runProgram(action, step.id, run);
    case 'read-counters':
      return readCounters(action, run);
    case 'close-trace':
      return closeTrace(action, run);
    default:
      action satisfies never;
      throw new AppError('bug', `The step ${step.id} has an unknown action.`);
  }
}

type ActionOf<K extends StepAction['kind']> = Extract<StepAction, { kind: K }>;

async function makeFolder(path: string, run: RunContext): Promise<void> {
  await makeTraceFolder(path);
  await writeRecord(path, run.record);
  try {
    await writeFile(join(path, COMMANDS_FILE), shellScript(run.plan), { mode: 0o600 });
    await takeReserve(path);
  } catch (error) {
    throw folderError(error, path);
  }
}

async function ensureDaemon(action: ActionOf<'ensure-daemon'>, run: RunContext): Promise<void> {
  const { daemon, ustSocket } = action;
  const isOurs = ustSocket !== undefined && daemon.kind === run.daemon.ref.kind;
  if (daemon.kind === 'root' && !isOurs) {
    await ensureRootDaemon(daemon.reach, run.daemon, run.helper, run.cancelled);
    // Our own helper, or root's daemon of this process, ends after this recording. Another helper is refused by ours.
    const isAnothers = daemon.reach === 'self' && run.daemon.ref.kind === 'private' && !run.helper.isUp;
    const owner = isAnothers ? ownerOfRootDaemon() : undefined;
    if (owner !== undefined) run.warn(borrowedDaemon(owner));
    return;
  }
  await run.daemon.ensure(daemon, ustSocket, run.cancelled);
  run.daemonReports = run.daemon.listen();
}

async function trace(action: ActionOf<'trace'>, run: RunContext): Promise<void> {
  for (const command of action.commands) {
    if (command.verb === 'destroy') await run.tracer.end(action.daemon, command, run.cancelled);
    else if (command.verb === 'disable-rotation') await endRotations(action.daemon, command, run);
    else await run.tracer.run(action.daemon, command, run.cancelled);
    if (command.verb === 'start') noteStart(run);
    if (command.verb === 'stop') noteEnd(run, run.stoppedAtFloorMs ?? Date.now());
  }
}

/** A refusal does not keep the session from being stopped. A daemon that has ended is reported by that stop. */
async function endRotations(
  daemon: ActionOf<'trace'>['daemon'],
  command: Extract<TracingCommand, { verb: 'disable-rotation' }>,
  run: RunContext,
): Promise<void> {
  try {
    await run.tracer.run(daemon, command, run.cancelled);
  } catch (error) {
    const { code, message, hint } = toAppError(error);
    if (code !== 'command') throw error;
    run.warn({ code: 'rotation', message, ...(hint === undefined ? {} : { hint }) });
  }
}

/** The session daemon samples the offset between its clock and the wall clock now. */
function noteStart(run: RunContext): void {
  if (run.startedAtMs !== undefined) return;
  run.clock = new SteadyClock();
  run.startedAtMs = run.clock.nowMs();
}

/** Writes the end of the recording into the run's record. @param endedMs Unix milliseconds of the wall clock */
export function noteEnd(run: RunContext, endedMs: number): void {
  const nowMs = run.clock.nowMs();
  const recordedMs = nowMs - (run.startedAtMs ?? nowMs) - (Date.now() - endedMs);
  run.record = {
    ...run.record,
    durationMs: Math.max(0, Math.round(recordedMs)),
    endedAt: new Date(endedMs).toISOString(),
  };
}

/** Reads the counters between stop and destroy: they are lost with the session. */
async function readCounters(action: ActionOf<'read-counters'>, run: RunContext): Promise<void> {
  const reply = await run.tracer.run(action.daemon, { verb: 'list', session: action.session }, run.cancelled);
  const { parseSessions } = await loadMiReply();
  const session = parseSessions(reply).find((one) => one.name === action.session);
  if (!session) throw new AppError('command', `The session ${action.session} ended before its counters were read.`);
  const { discardedEvents, lostPackets } = session;
  const domain = run.record.recordings.find((recording) => recording.session === action.session)?.domain ?? 'userspace';
  if (discardedEvents > 0 || lostPackets > 0)
    run.warn({
      code: 'lost',
      message: `The tracer lost ${grouped(discardedEvents)} events of ${domain === 'kernel' ? 'the kernel' : domain} and ${grouped(lostPackets)} packets because its buffers were full.`,
      hint: 'Record again with larger buffers, fewer events or a filter.',
    });
  run.record = {
    ...run.record,
    recordings: run.record.recordings.map((recording) =>
      recording.session === action.session ? { ...recording, discardedEvents, lostPackets } : recording,
    ),
  };
}

const grouped = (count: number): string => count.toLocaleString('en');

async function closeTrace(action: ActionOf<'close-trace'>, run: RunContext): Promise<void> {
  await releaseReserve(action.path);
  if (run.containers.length > 0) await writeContainers(action.path, run.containers);
  if (run.daemonReports) {
    for (const report of run.daemonReports()) run.warn(report);
    run.record = { ...run.record, checks: [...(run.record.checks ?? []), 'daemon-log'] };
  }
  run.record = await finishRecord(action.path, run.record, {
    endedBy: run.stoppedAtFloorMs === undefined ? (run.stoppedBy() ?? 'program-end') : 'disk-floor',
    warnings: run.record.warnings,
    ...(run.record.endedAt ? { endedAt: run.record.endedAt } : {}),
  });
}
