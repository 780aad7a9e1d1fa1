import type { EnvVariable, Volume } from '../engines/container-spec';
import { containerNameOf, RUN_LABEL } from '../model/labels';
import { payloadVolumes } from '../payload/payload-mounts';
import { reachOf } from '../privilege/level';
import type { ContainerTarget, RunConfig } from '../request/run-config';
import { GATE_TARGET, gatePreload, gateVolume } from '../tracing/gate';
import type { PreloadId } from '../tracing/preloads';
import type { PlanFacts } from './plan-facts';
import type { DaemonRef, Step } from './step';
import { socketVolume } from './ust-socket';

/** How long a container may take to end by itself after Stop, seconds. */
export const STOP_GRACE_S = 3;

/** The steps that run the traced program, for each repetition. */
export function programSteps(
  config: RunConfig,
  facts: PlanFacts,
  preloads: readonly PreloadId[],
  ofUserspace: boolean,
): Step[] {
  const { target } = config;
  const maxDurationS = config.limits.maxDurationS;
  if (target.kind === 'container')
    return repetitions(config.repeat).flatMap((n) => containerSteps(n, config, target, facts, preloads, ofUserspace));
  const env = [
    ...preloadEnv({ preloads, facts, userEnv: [], gate: ofUserspace ? facts.gate : undefined }),
    ...(ofUserspace ? [...privateHome(facts.daemon), ...waitForBuffers(facts, [])] : []),
  ];
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
  // A container without the socket keeps its label.
  const unlabelled = ofUserspace && facts.labelled === true;
  // The helper binds nothing but the socket.
  const gate = ofUserspace && reach === 'self' ? facts.gate : undefined;
  const spec = {
    name,
    image: facts.imagePath ?? target.image,
    command: config.command,
    entrypoint: target.entrypoint,
    env: [
      ...target.env.filter((variable) => variable.name !== 'LD_PRELOAD'),
      ...preloadEnv({ preloads, facts, userEnv: target.env, gate: gate && GATE_TARGET }),
      ...(ofUserspace ? waitForBuffers(facts, target.env) : []),
    ],
    labels: { [RUN_LABEL]: facts.runId },
    volumes: [...target.volumes, ...(ofUserspace ? tracerVolumes(facts, gate) : [])],
    workdir: target.workdir,
    user: target.user,
    network: target.network,
    cpus: target.cpus,
    memoryBytes: target.memoryBytes,
    ...(unlabelled ? { unlabelled } : {}),
    ...(reach === 'helper' ? { confined: true } : {}),
    ...(target.options.length > 0 ? { options: target.options } : {}),
  };
  return [
    {
      id: `create-${n}`,
      title: ofUserspace
        ? `Create ${which}, with ${facts.payload ? 'the tracer of this machine' : `the tracer's socket${gate ? ' and gate' : ''}`}${unlabelled ? ', without an SELinux label' : ''}`
        : `Create ${which}`,
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

/** The tracer of this machine contains the gate. */
function tracerVolumes(facts: PlanFacts, gate: string | undefined): Volume[] {
  const folders = facts.payload ? payloadVolumes(facts.payload) : gate ? [gateVolume(gate)] : [];
  return [...folders, socketVolume(facts)];
}

interface Preloading {
  preloads: readonly PreloadId[];
  facts: PlanFacts;
  userEnv: readonly EnvVariable[];
  /** The folder of the gate as the program sees it. */
  gate: string | undefined;
}

/**
 * The tracer of this machine is loaded by a file instead of a variable, unless the program has an LD_PRELOAD: its libraries would
 * precede those of the file.
 */
function preloadEnv({ preloads, facts, userEnv, gate }: Preloading): EnvVariable[] {
  const theirs = userEnv.find((variable) => variable.name === 'LD_PRELOAD');
  const own = theirs?.value ?? facts.imagePreload ?? '';
  const tracers = preloads.flatMap((id) => facts.preloadNames[id] ?? []);
  const named = [...tracers, ...(gate ? [gatePreload(gate)] : [])]; // the gate protects from all before it
  const ours = facts.payload ? (own === '' ? [] : facts.payload.preloadPaths) : named;
  const value = [...ours, own].filter(Boolean).join(':');
  return value ? [{ name: 'LD_PRELOAD', value, secret: theirs?.secret ?? false }] : [];
}

const privateHome = (daemon: DaemonRef): EnvVariable[] =>
  daemon.kind === 'private' ? [{ name: 'LTTNG_HOME', value: daemon.home, secret: false }] : [];

/** A value that the user sets for the container has precedence. */
const REGISTER_TIMEOUT = 'LTTNG_UST_REGISTER_TIMEOUT';
const waitForBuffers = ({ registerTimeoutMs: ms }: PlanFacts, userEnv: readonly EnvVariable[]): EnvVariable[] =>
  ms === undefined || userEnv.some(({ name }) => name === REGISTER_TIMEOUT)
    ? []
    : [{ name: REGISTER_TIMEOUT, value: String(ms), secret: false }];
