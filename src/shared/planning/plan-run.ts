import type { EnvVariable } from '../engines/container-spec';
import { containerNameOf, RUN_LABEL, sessionNameOf } from '../model/labels';
import { type ContainerTarget, type RunConfig, recordsUserspace } from '../model/run-config';
import { highestLevel, type LevelChoice } from '../privilege/level';
import type { Buffers } from '../tracing/events';
import { chooseKernelRecording } from '../tracing/kernel-recording';
import type { PreloadId } from '../tracing/preloads';
import { leafNameOf } from './leaf-name';
import { chooseRecording } from './recording-choice';
import type { DaemonRef, Reach, RunPlan, Step } from './step';
import { titleOf } from './title';
import { kernelSteps, type SessionMode, type TracingSteps, userspaceSteps } from './tracing-steps';

/** Where a traced program looks for the session daemon's socket, inside the container and as root. */
const GLOBAL_RUN_DIR = '/var/run/lttng';
/** How long a container may take to end by itself after Stop, seconds. */
export const STOP_GRACE_S = 3;

/** What the plan needs to know of the machine and the image; asked for before, so that planning is pure. */
export interface PlanFacts {
  runId: string;
  tracePath: string;
  daemon: DaemonRef;
  /** `lttng-ust-sock-8`. */
  ustSocket: string;
  /** The names of the preload libraries as the image (or the host) really has them. */
  preloadNames: Partial<Record<PreloadId, string>>;
  /** LD_PRELOAD that the image sets for itself; kept behind ours. */
  imagePreload?: string | undefined;
  /** Left out where the kernel is not recorded. */
  kernel?: KernelFacts | undefined;
  /** Where the engine's socket is closed to the user: how its containers are made all the same. */
  engineAccess?: LevelChoice | undefined;
}

export interface KernelFacts {
  access: LevelChoice;
  /** What this machine's memory and processors allow, where the user asked for nothing else. */
  buffers: Buffers;
  /** Inodes of this machine's own pid namespace, and of others that were there before. */
  exceptPidNs: readonly number[];
}

/** What the kernel's session writes below the trace's folder: the other session's own folders are beside it. */
const KERNEL_OUTPUT = 'kernel-session';
const NO_PRIVILEGE: LevelChoice = { level: 'none', reason: 'Userspace is recorded with your own rights: no password.' };

/** Turns what was asked for into the list of steps that is shown, run, undone and tested. Pure; never fails on a parsed config. */
export function planRun(config: RunConfig, facts: PlanFacts): RunPlan {
  const title = titleOf(config);
  const { tracePath, runId } = facts;
  const ofUserspace = recordsUserspace(config.recording);
  const sessions = [...kernelSession(config, facts), ...(ofUserspace ? [userspaceSession(config, facts)] : [])];
  const preloads = ofUserspace ? chooseRecording(config.recording).preloads : [];
  const asked = [facts.kernel?.access, facts.engineAccess].filter((access) => access !== undefined);
  const steps: Step[] = [
    {
      id: 'folder',
      title: 'Make the trace folder, readable by you alone',
      privilege: 'none',
      do: { kind: 'make-trace-folder', path: tracePath },
      undo: { kind: 'settle-trace', path: tracePath, runId },
    },
    ...(ofUserspace ? [ownDaemon(facts)] : []),
    ...helperStep(asked),
    ...kernelDaemon(facts),
    ...sessions.flatMap((session) => session.setUp),
    ...sessions.map((session) => session.start),
    ...programSteps(config, facts, preloads, ofUserspace),
    ...[...sessions].reverse().map((session) => session.stop),
    ...[...sessions].reverse().flatMap((session) => session.takeDown),
    {
      id: 'close',
      title: 'Name the leaves, read the trace back, write its record',
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
    privilege: privilegeOf(asked),
    steps,
  };
}

const modeOf = ({ recording, limits }: RunConfig): SessionMode => ({
  flightRecorder: recording.mode === 'flight-recorder',
  overwrite: recording.whenFull === 'overwrite',
  rotateBytes: limits.rotateBytes,
});

function userspaceSession(config: RunConfig, { runId, daemon, tracePath }: PlanFacts): TracingSteps {
  return userspaceSteps({
    domain: 'userspace',
    session: sessionNameOf(runId),
    daemon,
    privilege: 'none',
    mode: modeOf(config),
    buffers: config.recording.buffers,
    output: tracePath,
    choice: chooseRecording(config.recording),
  });
}

/** It is started first and stopped last: what a program of the container does is always within what is known of the kernel. */
function kernelSession(config: RunConfig, facts: PlanFacts): TracingSteps[] {
  const { kernel } = config.recording;
  if (!kernel || !facts.kernel) return [];
  const { access, buffers, exceptPidNs } = facts.kernel;
  return [
    kernelSteps({
      domain: 'kernel',
      session: sessionNameOf(facts.runId, 'kernel'),
      daemon: rootDaemon(access),
      privilege: access.level,
      mode: modeOf(config),
      buffers: kernel.buffers ?? buffers,
      output: `${facts.tracePath}/${KERNEL_OUTPUT}`,
      recording: chooseKernelRecording(kernel),
      exceptPidNs,
    }),
  ];
}

const reachOf = (access: LevelChoice | undefined): Reach => (access?.level === 'helper' ? 'helper' : 'self');
const rootDaemon = (access: LevelChoice): DaemonRef => ({ kind: 'root', reach: reachOf(access) });

const ownDaemon = ({ daemon, ustSocket }: PlanFacts): Step => ({
  id: 'daemon',
  title: daemon.kind === 'root' ? 'Reach the root session daemon' : 'Start a session daemon of our own',
  privilege: 'none',
  do: { kind: 'ensure-daemon', daemon, ustSocket },
});

/** As late as possible: the image is ready and the request is right before anybody is asked for a password. */
function helperStep(asked: readonly LevelChoice[]): Step[] {
  if (!asked.some(({ level }) => level === 'helper')) return [];
  return [
    { id: 'helper', title: 'Start the helper, by your password', privilege: 'helper', do: { kind: 'start-helper' } },
  ];
}

function kernelDaemon({ kernel }: PlanFacts): Step[] {
  if (!kernel) return [];
  const { level } = kernel.access;
  return [
    {
      id: 'kernel-daemon',
      title: level === 'helper' ? 'Start the root session daemon, unless it runs' : 'Reach the root session daemon',
      privilege: level,
      do: { kind: 'ensure-daemon', daemon: rootDaemon(kernel.access) },
    },
  ];
}

function privilegeOf(asked: readonly LevelChoice[]): LevelChoice {
  if (asked.length === 0) return NO_PRIVILEGE;
  const cautions = [...new Set(asked.flatMap(({ caution }) => caution ?? []))];
  return {
    level: highestLevel(asked.map(({ level }) => level)),
    reason: asked.map(({ reason }) => reason).join(' '),
    ...(cautions.length > 0 ? { caution: cautions.join(' ') } : {}),
  };
}

function programSteps(
  config: RunConfig,
  facts: PlanFacts,
  preloads: readonly PreloadId[],
  ofUserspace: boolean,
): Step[] {
  const { target } = config;
  const maxDurationS = config.limits.maxDurationS;
  if (target.kind === 'container')
    return repetitions(config.repeat).flatMap((n) => containerSteps(n, config, target, facts, preloads, ofUserspace));
  const env = [...preloadEnv(preloads, facts, []), ...(ofUserspace ? privateHome(facts.daemon) : [])];
  return repetitions(config.repeat).map((n) => ({
    id: `program-${n}`,
    title: config.repeat === 1 ? 'Run the program' : `Run the program, ${n} of ${config.repeat}`,
    privilege: 'none',
    do: { kind: 'run-program', command: config.command, env, graceS: STOP_GRACE_S, maxDurationS },
  }));
}

function containerSteps(
  n: number,
  config: RunConfig,
  target: ContainerTarget,
  facts: PlanFacts,
  preloads: readonly PreloadId[],
  ofUserspace: boolean,
): Step[] {
  const { engine } = target;
  const privilege = facts.engineAccess?.level ?? 'none';
  const reach = reachOf(facts.engineAccess);
  const name = containerNameOf(facts.runId, n);
  const which = config.repeat === 1 ? 'the container' : `container ${n} of ${config.repeat}`;
  const spec = {
    name,
    image: target.image,
    command: config.command,
    entrypoint: target.entrypoint,
    env: [
      ...target.env.filter((variable) => variable.name !== 'LD_PRELOAD'),
      ...preloadEnv(preloads, facts, target.env),
    ],
    labels: { [RUN_LABEL]: facts.runId },
    volumes: [...target.volumes, ...(ofUserspace ? [socketVolume(facts)] : [])],
    workdir: target.workdir,
    user: target.user,
    network: target.network,
    cpus: target.cpus,
    memoryBytes: target.memoryBytes,
  };
  return [
    {
      id: `create-${n}`,
      title: ofUserspace ? `Create ${which}, with the tracer's one socket` : `Create ${which}`,
      privilege,
      do: { kind: 'create-container', engine, reach, spec },
      undo: { kind: 'remove-containers', engine, reach, runId: facts.runId },
    },
    {
      id: `run-${n}`,
      title: `Run ${which}`,
      privilege,
      do: {
        kind: 'run-container',
        engine,
        reach,
        name,
        graceS: STOP_GRACE_S,
        maxDurationS: config.limits.maxDurationS,
      },
    },
    { id: `remove-${n}`, title: `Remove ${which}`, privilege, do: { kind: 'remove-container', engine, reach, name } },
  ];
}

const repetitions = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

/** The path of the daemon's socket for traced programs, on the host. */
export function ustSocketPath(daemon: DaemonRef, ustSocket: string): string {
  return daemon.kind === 'root' ? `${GLOBAL_RUN_DIR}/${ustSocket}` : `${daemon.home}/.lttng/${ustSocket}`;
}

/** The only thing that a traced container gets and an untraced one does not: one socket, read-only, no directory. */
function socketVolume(facts: PlanFacts) {
  return {
    source: ustSocketPath(facts.daemon, facts.ustSocket),
    target: `${GLOBAL_RUN_DIR}/${facts.ustSocket}`,
    readOnly: true,
  };
}

function preloadEnv(preloads: readonly PreloadId[], facts: PlanFacts, userEnv: readonly EnvVariable[]): EnvVariable[] {
  const ours = preloads.flatMap((id) => facts.preloadNames[id] ?? []);
  const theirs = userEnv.find((variable) => variable.name === 'LD_PRELOAD');
  const value = [...ours, theirs?.value ?? facts.imagePreload ?? ''].filter(Boolean).join(':');
  return value ? [{ name: 'LD_PRELOAD', value, secret: theirs?.secret ?? false }] : [];
}

const privateHome = (daemon: DaemonRef): EnvVariable[] =>
  daemon.kind === 'private' ? [{ name: 'LTTNG_HOME', value: daemon.home, secret: false }] : [];
