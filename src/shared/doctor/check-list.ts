import { ENGINE_IDS, type EngineId, engineLanguage } from '../engines/registry';
import { CHECK_GROUPS, type CheckGroup } from '../model/capabilities';

/** The topics that each engine is checked for, besides whether it answers. An engine may have no finding for one. */
export const ENGINE_TOPICS = ['storage', 'network', 'limits', 'users'] as const;
export type EngineTopic = (typeof ENGINE_TOPICS)[number];

/** `first`: required for recording, and the start of the window waits for it. `further`: all other checks, which run later. */
type Stage = 'first' | 'further';

interface CheckDefinition {
  group: CheckGroup;
  title: string;
  stage: Stage;
}

/** The groups whose first checks have a function in the core (core/doctor/first-checks.ts). */
type FirstGroup = 'tracer' | 'kernel' | 'disk';
type MachineCheck = CheckDefinition & ({ stage: 'first'; group: FirstGroup } | { stage: 'further' });

/**
 * The checks of the machine by id, in the order of their groups. The compiler reports a check without a function in the core,
 * and a first check in a group that has no first checks.
 */
const MACHINE_CHECKS = {
  tracer: { group: 'tracer', title: 'LTTng', stage: 'first' },
  reader: { group: 'tracer', title: 'Babeltrace', stage: 'first' },
  'host-preloads': { group: 'tracer', title: 'LTTng-UST', stage: 'first' },
  'shared-memory': { group: 'tracer', title: 'Shared memory', stage: 'further' },
  'process-limits': { group: 'tracer', title: 'Limits', stage: 'further' },
  kernel: { group: 'kernel', title: 'Linux', stage: 'further' },
  'kernel-tracer': { group: 'kernel', title: 'Kernel tracer', stage: 'first' },
  'kernel-level': { group: 'kernel', title: 'Kernel recording', stage: 'first' },
  'kernel-buffers': { group: 'kernel', title: 'Kernel buffers', stage: 'further' },
  'user-namespaces': { group: 'kernel', title: 'User namespaces', stage: 'further' },
  selinux: { group: 'kernel', title: 'SELinux', stage: 'further' },
  viewer: { group: 'viewer', title: 'Trace Compass', stage: 'further' },
  pkexec: { group: 'elevation', title: 'Password dialog', stage: 'further' },
  'tracing-group': { group: 'elevation', title: 'Group tracing', stage: 'further' },
  'root-daemon': { group: 'elevation', title: 'Root session daemon', stage: 'further' },
  library: { group: 'disk', title: 'Library', stage: 'first' },
  cache: { group: 'disk', title: 'Cache', stage: 'further' },
  'runtime-folder': { group: 'disk', title: 'Runtime folder', stage: 'further' },
} as const satisfies Record<string, MachineCheck>;

type MachineChecks = typeof MACHINE_CHECKS;
export type MachineCheckId = keyof MachineChecks;
/** The machine's checks of one stage and, if given, of one group. */
export type MachineCheckOf<S extends Stage, G extends CheckGroup = CheckGroup> = {
  [Id in MachineCheckId]: MachineChecks[Id] extends { stage: S; group: G } ? Id : never;
}[MachineCheckId];
type EngineCheckId = `engine-${EngineId}` | `engine-${EngineId}-${EngineTopic}`;
export type CheckId = MachineCheckId | EngineCheckId;

/** A check of the doctor. The list is known before the checks run, so that the order of their rows never changes. */
export interface ListedCheck extends CheckDefinition {
  id: CheckId;
  engine?: EngineId;
}

const TOPIC_TITLES: Record<EngineTopic, string> = {
  storage: 'Storage',
  network: 'Network',
  limits: 'Limits',
  users: 'User ids',
};

export const engineCheckId = (engine: EngineId, topic?: EngineTopic): CheckId =>
  topic ? `engine-${engine}-${topic}` : `engine-${engine}`;

const ofEngine = (engine: EngineId): ListedCheck[] => [
  { id: engineCheckId(engine), group: 'engine', engine, title: engineLanguage(engine).title, stage: 'first' },
  ...ENGINE_TOPICS.map(
    (topic): ListedCheck => ({
      id: engineCheckId(engine, topic),
      group: 'engine',
      engine,
      title: TOPIC_TITLES[topic],
      stage: 'further',
    }),
  ),
];

const ofMachine = (group: CheckGroup): ListedCheck[] =>
  (Object.keys(MACHINE_CHECKS) as MachineCheckId[])
    .map((id): ListedCheck => ({ id, ...MACHINE_CHECKS[id] }))
    .filter((listed) => listed.group === group);

/** Every check in the order in which the window, the command line and the report show it. */
export const CHECK_LIST: readonly ListedCheck[] = CHECK_GROUPS.flatMap((group) =>
  group === 'engine' ? ENGINE_IDS.flatMap(ofEngine) : ofMachine(group),
);

const BY_ID = Object.fromEntries(CHECK_LIST.map((listed) => [listed.id, listed])) as Record<CheckId, ListedCheck>;

export const listedCheck = (id: CheckId): ListedCheck => BY_ID[id];
