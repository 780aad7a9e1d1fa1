import type { EnvVariable } from '../engines/container-spec';
import { containerNameOf, RUN_LABEL, sessionNameOf } from '../model/labels';
import type { ContainerTarget, RunConfig } from '../model/run-config';
import type { PreloadId } from '../tracing/preloads';
import { leafNameOf } from './leaf-name';
import { chooseRecording } from './recording-choice';
import type { DaemonRef, RunPlan, Step } from './step';
import { titleOf } from './title';
import { tracingSteps } from './tracing-steps';

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
}

/** Turns what was asked for into the list of steps that is shown, run, undone and tested. Pure; never fails on a parsed config. */
export function planRun(config: RunConfig, facts: PlanFacts): RunPlan {
  const title = titleOf(config);
  const session = sessionNameOf(facts.runId);
  const choice = chooseRecording(config.recording);
  const { daemon, tracePath, runId } = facts;
  const tracing = tracingSteps({ session, daemon, choice, buffers: config.recording.buffers, output: tracePath });
  return {
    runId,
    title,
    tracePath,
    maxSizeBytes: config.limits.maxSizeBytes,
    steps: [
      {
        id: 'folder',
        title: 'Make the trace folder, readable by you alone',
        privilege: 'none',
        do: { kind: 'make-trace-folder', path: tracePath },
        undo: { kind: 'settle-trace', path: tracePath, runId },
      },
      {
        id: 'daemon',
        title: daemon.kind === 'root' ? 'Reach the root session daemon' : 'Start a session daemon of our own',
        privilege: 'none',
        do: { kind: 'ensure-daemon', daemon, ustSocket: facts.ustSocket },
      },
      ...tracing.before,
      ...programSteps(config, facts, choice.preloads),
      ...tracing.after,
      {
        id: 'close',
        title: 'Name the leaves, read the trace back, write its record',
        privilege: 'none',
        do: { kind: 'close-trace', path: tracePath, session, leafName: leafNameOf(title) },
      },
    ],
  };
}

function programSteps(config: RunConfig, facts: PlanFacts, preloads: readonly PreloadId[]): Step[] {
  const { target } = config;
  const maxDurationS = config.limits.maxDurationS;
  if (target.kind === 'container')
    return repetitions(config.repeat).flatMap((n) => containerSteps(n, config, target, facts, preloads));
  const env = [...preloadEnv(preloads, facts, []), ...privateHome(facts.daemon)];
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
): Step[] {
  const { engine } = target;
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
    volumes: [...target.volumes, socketVolume(facts)],
    workdir: target.workdir,
    user: target.user,
    network: target.network,
    cpus: target.cpus,
    memoryBytes: target.memoryBytes,
  };
  return [
    {
      id: `create-${n}`,
      title: `Create ${which}, with the tracer's one socket`,
      privilege: 'none',
      do: { kind: 'create-container', engine, spec },
      undo: { kind: 'remove-containers', engine, runId: facts.runId },
    },
    {
      id: `run-${n}`,
      title: `Run ${which}`,
      privilege: 'none',
      do: { kind: 'run-container', engine, name, graceS: STOP_GRACE_S, maxDurationS: config.limits.maxDurationS },
    },
    { id: `remove-${n}`, title: `Remove ${which}`, privilege: 'none', do: { kind: 'remove-container', engine, name } },
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
