import { ENGINE_IDS, type EngineId, engineLanguage } from '../engines/registry';
import type { CheckGroup } from '../model/capabilities';

/** What is asked of each engine, beside whether it answers. An engine may have nothing to say to one of them. */
export const ENGINE_TOPICS = ['storage', 'network', 'limits', 'users'] as const;
export type EngineTopic = (typeof ENGINE_TOPICS)[number];

/** A check that the doctor makes: known before it has been looked at, so that its line has its place from the start. */
export interface ListedCheck {
  id: string;
  group: CheckGroup;
  engine?: EngineId;
  title: string;
  /** `first`: recording needs the answer, and the window's start waits for it. `further`: all others, afterwards. */
  stage: 'first' | 'further';
}

const TOPIC_TITLES: Record<EngineTopic, string> = {
  storage: 'Storage',
  network: 'Network',
  limits: 'Limits',
  users: 'User ids',
};

export const engineCheckId = (engine: EngineId, topic?: EngineTopic): string =>
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

/** Every check, in the order in which it is shown: window, command line and report have the same. */
export const CHECK_LIST: readonly ListedCheck[] = [
  { id: 'tracer', group: 'tracer', title: 'LTTng', stage: 'first' },
  { id: 'reader', group: 'tracer', title: 'Babeltrace', stage: 'first' },
  { id: 'host-preloads', group: 'tracer', title: 'LTTng-UST', stage: 'first' },
  { id: 'shared-memory', group: 'tracer', title: 'Shared memory', stage: 'further' },
  { id: 'process-limits', group: 'tracer', title: 'Limits', stage: 'further' },
  { id: 'kernel', group: 'kernel', title: 'Linux', stage: 'further' },
  { id: 'kernel-tracer', group: 'kernel', title: 'Kernel tracer', stage: 'first' },
  { id: 'kernel-level', group: 'kernel', title: 'Kernel recording', stage: 'first' },
  { id: 'kernel-buffers', group: 'kernel', title: 'Kernel buffers', stage: 'further' },
  { id: 'user-namespaces', group: 'kernel', title: 'User namespaces', stage: 'further' },
  { id: 'selinux', group: 'kernel', title: 'SELinux', stage: 'further' },
  ...ENGINE_IDS.flatMap(ofEngine),
  { id: 'viewer', group: 'viewer', title: 'Trace Compass', stage: 'further' },
  { id: 'pkexec', group: 'elevation', title: 'Password dialog', stage: 'further' },
  { id: 'tracing-group', group: 'elevation', title: 'Group tracing', stage: 'further' },
  { id: 'root-daemon', group: 'elevation', title: 'Root session daemon', stage: 'further' },
  { id: 'library', group: 'disk', title: 'Library', stage: 'first' },
  { id: 'cache', group: 'disk', title: 'Cache', stage: 'further' },
  { id: 'runtime-folder', group: 'disk', title: 'Runtime folder', stage: 'further' },
];

/** @throws RangeError for what is not in the list */
export function listedCheck(id: string): ListedCheck {
  const listed = CHECK_LIST.find((one) => one.id === id);
  if (!listed) throw new RangeError(`No check is called ${id}.`);
  return listed;
}
