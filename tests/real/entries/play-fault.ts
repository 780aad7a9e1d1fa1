import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICE_RESTARTED } from '@core/engines/podman/engine';
import { MONITOR_LOST } from '@core/engines/podman/monitor';
import { readRecord } from '@core/library/trace-folder';
import { LIMITS_ENV, type Limits } from '@core/limits';
import { TRACER_SILENT } from '@core/runs/watch/loss-watch';
import { toAppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { TRACER_ENDED_CODES } from '@shared/tracing/tracer-ended';
import { awaitClean, worldEngines } from '../../leaks/world-scope';
import { awaitCondition } from '../../setup/await-condition';
import { runCli } from '../../setup/run-cli';
import { world } from '../../setup/world-state';
import { demoOrEndless, freshCache, shortOrEndless } from './accident-engines';
import type { AccidentOrders } from './accident-orders';
import { type AccidentRun, runIdOf, startAccident } from './accident-run';
import { type FileFault, ownLibrary, removeLibrary, repair, spoil } from './fault-files';
import { killNoted } from './fault-targets';

export interface Fault {
  act: AccidentOrders['act'];
  /** The change to the files of the paused recording. */
  files?: FileFault;
  /** No process is left to clean up, so `recover` does. */
  recover?: true;
  /** The program keeps running. Stop is sent as soon as the recording has reported the fault. */
  stopsProgram?: true;
}

/** How a recording ended. */
export interface Ending {
  /** Exit status of the command; 128 + n for a signal. */
  code: number;
  left: 'nothing' | 'kept';
  /** Code of the run's error. For a run that was stopped before anything was recorded, the notice with the reason. */
  cause: string | undefined;
  /** Output for a failure message. */
  told: string;
}

/** Short limits, so that a hanging process costs a test only seconds. */
const SHORT: Partial<Limits> = {
  engineCall: 8_000,
  engineAnswer: 4_000,
  engineLook: 500,
  serviceReady: 6_000,
  monitorReport: 2_000,
  tracerCall: 5_000,
  tracerAnswer: 4_000,
  tracerLook: 500,
  tracerSilence: 2_000,
};
/** With these limits and the grace period of ten seconds, a recording ends long before. */
const END_LIMIT_MS = 70_000;
const NOTICE_LIMIT_MS = 30_000;
/** The step in which the container runs. */
const PROGRAM = 'run-1';
/** Free space of the library's separate disk below which the recording is stopped. */
const FLOOR = '1048576';

/**
 * Records with rootless Podman, causes a fault at the start of a step (for the program: at its first output), and waits
 * for the end.
 * @param entry the command line with accidents
 * @throws Error when the recording does not end, or leaves something
 */
export async function playFault(entry: string, fault: Fault, stepId: string): Promise<Ending> {
  const library = fault.files ? ownLibrary(fault.files) : world().actors.user.library;
  const accident = { stepId, when: stepId === PROGRAM ? 'output' : 'started', act: fault.act } as const;
  const env = { ...(stepId === 'look' ? freshCache('user') : {}), [LIMITS_ENV]: JSON.stringify(SHORT) };
  const recording = startAccident(entry, argumentsFor(stepId, library), {
    as: 'user',
    accident,
    env,
    timeoutMs: END_LIMIT_MS,
  });
  const { run, events, pauseFile } = recording;
  try {
    if (fault.files) {
      await awaitCondition(() => existsSync(pauseFile), { what: `the step ${stepId}`, timeoutMs: NOTICE_LIMIT_MS });
      spoil(fault.files, library, runIdOf(events()));
      rmSync(pauseFile);
    }
    if (fault.stopsProgram && stepId === PROGRAM) {
      await awaitReport(recording, fault.files ? isGrowth : isNotice);
      run.kill('SIGINT');
    }
    const { code, stderr } = await run.ended;
    if (fault.files) repair(fault.files, library, runIdOf(events()));
    if (fault.recover) await runCli(['recover', '--library', library], { as: 'user' });
    await awaitNothingLeft(library);
    const error = events().find((event) => event.type === 'run-finished')?.error;
    const notice = events().find((event) => event.type === 'warned');
    const trace = await traceLeft(join(library, runIdOf(events())));
    const told = `${trace ?? ''} ${error?.message ?? ''}\n${stderr.slice(-1500)}`;
    return { code, left: trace === undefined ? 'nothing' : 'kept', cause: error?.code ?? notice?.code, told };
  } catch (failed) {
    await cleanUp(recording, library);
    throw failed;
  } finally {
    if (fault.files) removeLibrary(fault.files, library);
  }
}

/** Cleans up after a failed test, so that the next test finds no leftovers. */
async function cleanUp({ run, noteFile }: AccidentRun, library: string): Promise<void> {
  run.kill('SIGKILL');
  killNoted(noteFile);
  await run.ended.catch(() => undefined);
  await runCli(['recover', '--library', library], { as: 'user' });
}

/** Only the demo has the step `image`. */
const argumentsFor = (stepId: string, library: string): string[] =>
  stepId === 'image'
    ? [...demoOrEndless('podman', stepId), '--library', library]
    : shortOrEndless('podman', stepId, ['--library', library, '--disk-floor', FLOOR]);

const isNotice = (event: RunEvent): boolean =>
  event.type === 'warned' &&
  [TRACER_SILENT, MONITOR_LOST, SERVICE_RESTARTED.code, ...TRACER_ENDED_CODES].includes(event.code);
/** The recording does not report changes to files, so the program runs for a moment longer. */
const isGrowth = (event: RunEvent): boolean => event.type === 'trace-grew';

/** Waits for an event after the current ones, or for an existing notice. */
async function awaitReport({ events }: AccidentRun, isReport: (event: RunEvent) => boolean): Promise<void> {
  const before = isReport === isNotice ? 0 : events().length;
  await awaitCondition(() => events().slice(before).some(isReport), {
    what: 'the recording to report the fault',
    timeoutMs: NOTICE_LIMIT_MS,
  });
}

function awaitNothingLeft(library: string): Promise<number> {
  const { runtimeBase } = world().actors.user;
  return awaitClean({
    engines: [worldEngines()['podman rootless']],
    libraries: [library],
    runtimeBases: [runtimeBase],
  });
}

async function traceLeft(path: string): Promise<string | undefined> {
  if (!existsSync(path)) return undefined;
  const told = await readRecord(path)
    .then(({ state, events, warnings }) => `${state}, ${events} events, ${warnings.map(({ code }) => code).join(' ')}`)
    .catch((error: unknown) => toAppError(error).message);
  rmSync(path, { recursive: true });
  return told;
}
