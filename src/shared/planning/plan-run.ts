import { sessionNameOf } from '../model/labels';
import { highestLevel, type LevelChoice, reachOf } from '../privilege/level';
import { type RunConfig, recordsUserspace } from '../request/run-config';
import { chooseKernelRecording } from '../tracing/kernel-recording';
import { leafNameOf } from './leaf-name';
import type { PlanFacts } from './plan-facts';
import { programSteps } from './program-steps';
import { chooseRecording, sharesPids } from './recording-choice';
import type { DaemonRef, RunPlan, Step } from './step';
import { titleOf } from './title';
import { kernelSteps, type SessionMode, type TracingSteps, userspaceSteps } from './tracing-steps';

/** The output folder of the kernel's session in the trace's folder, beside the folders of the userspace session. */
export const KERNEL_OUTPUT = 'kernel-session';
export const NO_PRIVILEGE: LevelChoice = {
  level: 'none',
  reason: 'Userspace is recorded with your own rights. No password is needed.',
};

/** Turns a request into the steps that are shown, executed and undone. Pure. Never throws for a parsed request. */
export function planRun(config: RunConfig, facts: PlanFacts): RunPlan {
  const title = titleOf(config);
  const { tracePath, runId } = facts;
  const ofUserspace = recordsUserspace(config.recording);
  const sessions = [...kernelSession(config, facts), ...(ofUserspace ? [userspaceSession(config, facts)] : [])];
  const preloads = ofUserspace ? chooseRecording(config.recording).preloads : [];
  const accesses = [facts.kernel?.access, facts.engineAccess, facts.userspaceAccess].filter(
    (access) => access !== undefined,
  );
  const steps: Step[] = [
    {
      id: 'folder',
      title: 'Make the trace folder, readable by you alone',
      privilege: 'none',
      do: { kind: 'make-trace-folder', path: tracePath },
      undo: { kind: 'settle-trace', path: tracePath, runId },
    },
    ...(ofUserspace ? [userspaceDaemon(facts)] : []),
    ...helperStep(accesses),
    ...kernelDaemon(facts, ofUserspace),
    ...sessions.flatMap((session) => session.setUp),
    ...sessions.map((session) => session.start),
    ...programSteps(config, facts, preloads, ofUserspace),
    ...[...sessions].reverse().map((session) => session.stop),
    ...[...sessions].reverse().flatMap((session) => session.takeDown),
    {
      id: 'close',
      title: 'Name the folders of the trace, check it, write its record',
      privilege: 'none',
      do: { kind: 'close-trace', path: tracePath, leafName: leafNameOf(title) },
    },
  ];
  return {
    runId,
    title,
    tracePath,
    maxSizeBytes: config.limits.maxSizeBytes,
    flightRecorder: config.recording.mode === 'flight-recorder',
    privilege: privilegeOf(accesses),
    steps,
  };
}

const modeOf = ({ recording, limits }: RunConfig): SessionMode => ({
  flightRecorder: recording.mode === 'flight-recorder',
  overwrite: recording.whenFull === 'overwrite',
  rotateBytes: limits.rotateBytes,
});

function userspaceSession(config: RunConfig, { runId, daemon, tracePath, userspaceAccess }: PlanFacts): TracingSteps {
  return userspaceSteps({
    domain: 'userspace',
    session: sessionNameOf(runId),
    daemon,
    privilege: userspaceAccess?.level ?? 'none',
    mode: modeOf(config),
    buffers: config.recording.buffers,
    output: tracePath,
    choice: chooseRecording(config.recording, sharesPids(config)),
  });
}

/** Starts first and stops last, so that the kernel's recording covers everything that a program of the container does. */
function kernelSession(config: RunConfig, facts: PlanFacts): TracingSteps[] {
  const { kernel } = config.recording;
  if (!kernel || !facts.kernel) return [];
  const { access, buffers, exceptPidNs, clientHome } = facts.kernel;
  return [
    kernelSteps({
      domain: 'kernel',
      session: sessionNameOf(facts.runId, 'kernel'),
      daemon: rootDaemon(access, clientHome),
      privilege: access.level,
      mode: modeOf(config),
      buffers: kernel.buffers ?? buffers,
      output: `${facts.tracePath}/${KERNEL_OUTPUT}`,
      recording: chooseKernelRecording(kernel),
      exceptPidNs,
    }),
  ];
}

const rootDaemon = (access: LevelChoice, clientHome: string | undefined): DaemonRef => ({
  kind: 'root',
  reach: reachOf(access),
  ...(clientHome === undefined ? {} : { home: clientHome }),
});

const userspaceDaemon = ({ daemon, ustSocket, userspaceAccess }: PlanFacts): Step => ({
  id: 'daemon',
  title: daemon.kind === 'root' ? 'Reach the root session daemon' : 'Start a session daemon of our own',
  privilege: userspaceAccess?.level ?? 'none',
  do: { kind: 'ensure-daemon', daemon, ustSocket },
});

/** Runs as late as possible, so that errors of the image and the request appear before the password dialog. */
function helperStep(accesses: readonly LevelChoice[]): Step[] {
  if (!accesses.some(({ level }) => level === 'helper')) return [];
  return [
    { id: 'helper', title: 'Start the helper, by your password', privilege: 'helper', do: { kind: 'start-helper' } },
  ];
}

function kernelDaemon({ kernel, daemon }: PlanFacts, ofUserspace: boolean): Step[] {
  const isReached = ofUserspace && daemon.kind === 'root' && kernel?.access.level !== 'helper';
  if (!kernel || isReached) return [];
  const { level } = kernel.access;
  return [
    {
      id: 'kernel-daemon',
      title: level === 'helper' ? 'Start the root session daemon, unless it runs' : 'Reach the root session daemon',
      privilege: level,
      do: { kind: 'ensure-daemon', daemon: rootDaemon(kernel.access, kernel.clientHome) },
    },
  ];
}

function privilegeOf(accesses: readonly LevelChoice[]): LevelChoice {
  if (accesses.length === 0) return NO_PRIVILEGE;
  const cautions = [...new Set(accesses.flatMap(({ caution }) => caution ?? []))];
  return {
    level: highestLevel(accesses.map(({ level }) => level)),
    reason: accesses.map(({ reason }) => reason).join(' '),
    ...(cautions.length > 0 ? { caution: cautions.join(' ') } : {}),
  };
}
