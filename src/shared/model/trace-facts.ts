import type { RunConfig } from '../request/run-config';
import type { Buffers, EventRule } from '../tracing/events';
import type { TracedContainer, TraceRecord } from './trace-record';

/** The source of a trace's facts: its record and its containers. */
export interface FactsSource {
  record: TraceRecord;
  containers: readonly TracedContainer[];
}

/** A text, a figure in the fact's unit, or an unordered list; null: not known; an empty text: there is none. */
export type FactValue = string | number | readonly string[] | null;

/** The format of a value: `bytes`, `ms` and `perSecond` are figures with a unit, `count` is a figure without a unit. */
type FactKind = 'text' | 'time' | 'list' | 'count' | 'bytes' | 'ms' | 'perSecond';

export const FACT_GROUPS = ['what', 'figures', 'recording', 'machine'] as const;
export type FactGroup = (typeof FACT_GROUPS)[number];

interface FactDefinition {
  group: FactGroup;
  kind: FactKind;
  of(source: FactsSource): FactValue;
}

const container = ({ record }: FactsSource) => {
  const config: RunConfig | null = record.config;
  return config?.target.kind === 'container' ? config.target : null;
};
const recordingOf = ({ record }: FactsSource): RunConfig['recording'] | null => {
  const config: RunConfig | null = record.config;
  return config?.recording ?? null;
};
const list = (values: readonly string[]): readonly string[] => [...new Set(values)].sort();

/** Null if one of the values is not known. */
function sum(values: readonly (number | null)[]): number | null {
  return values.length === 0 || values.includes(null)
    ? null
    : values.reduce<number>((total, one) => total + (one ?? 0), 0);
}

const eventsOf =
  (domain: 'kernel' | 'userspace') =>
  ({ record }: FactsSource): FactValue => {
    const own = record.recordings.filter((one) => one.domain === domain);
    return own.length === 0 ? '' : sum(own.map(({ events }) => events));
  };

const NONE = '';
const buffers = (one: Buffers | undefined): string => (one ? `${one.count} × ${one.sizeKiB} KiB` : NONE);
/** A fact of the request; null if the request is not known, for example for an imported trace. */
const fromRequest =
  (of: (recording: RunConfig['recording']) => FactValue | undefined) =>
  (source: FactsSource): FactValue => {
    const recording = recordingOf(source);
    return recording && (of(recording) ?? NONE);
  };

function rule({ pattern, logLevel, filter, exclude }: EventRule): string {
  const level = logLevel ? ` ${logLevel.match === 'only' ? 'only' : 'from'} ${logLevel.level}` : '';
  return `${pattern}${level}${filter ? ` where ${filter}` : ''}${exclude?.length ? ` without ${exclude.join(', ')}` : ''}`;
}

const text = (group: FactGroup, of: FactDefinition['of'], kind: FactKind = 'text'): FactDefinition => ({
  group,
  kind,
  of,
});

/** The facts of a trace that can be compared, in the order in which they are shown. */
export const FACTS = {
  createdAt: text('what', ({ record }) => record.createdAt, 'time'),
  engine: text('what', (one) => container(one)?.engine ?? (one.record.config ? 'host' : null)),
  image: text('what', (one) => one.record.image?.reference ?? container(one)?.image ?? null),
  imageId: text('what', ({ record }) => record.image?.id ?? null),
  command: text('what', ({ record }) => {
    const config: RunConfig | null = record.config;
    return config?.command.join(' ') ?? null;
  }),
  repeat: text(
    'what',
    ({ record }) => {
      const config: RunConfig | null = record.config;
      return config?.repeat ?? null;
    },
    'count',
  ),
  exitCode: text('what', ({ record }) => (record.exitCode === null ? null : String(record.exitCode))),
  endedBy: text('what', ({ record }) => record.endedBy),
  state: text('what', ({ record }) => record.state),
  tags: text('what', ({ record }) => list(record.tags), 'list'),
  imported: text('what', ({ record }) => (record.imported ? `${record.imported.kind}, ${record.imported.how}` : NONE)),
  durationMs: text('figures', ({ record }) => record.durationMs, 'ms'),
  sizeBytes: text('figures', ({ record }) => record.sizeBytes, 'bytes'),
  events: text('figures', ({ record }) => record.events, 'count'),
  userspaceEvents: text('figures', eventsOf('userspace'), 'count'),
  kernelEvents: text('figures', eventsOf('kernel'), 'count'),
  eventsPerSecond: text(
    'figures',
    ({ record: { events, durationMs } }) => (events === null || !durationMs ? null : (events * 1000) / durationMs),
    'perSecond',
  ),
  discardedEvents: text('figures', ({ record }) => sum(record.recordings.map((one) => one.discardedEvents)), 'count'),
  lostPackets: text('figures', ({ record }) => sum(record.recordings.map((one) => one.lostPackets)), 'count'),
  containers: text('figures', ({ containers }) => containers.length, 'count'),
  processes: text('figures', ({ containers }) => sum(containers.map(({ processes }) => processes.length)), 'count'),
  programs: text(
    'figures',
    ({ containers }) => list(containers.flatMap(({ processes }) => processes.map(({ procname }) => procname))),
    'list',
  ),
  recordings: text(
    'recording',
    ({ record }) =>
      list(record.recordings.map(({ domain, daemon }) => (daemon === null ? domain : `${domain} (${daemon} daemon)`))),
    'list',
  ),
  leaves: text('recording', ({ record }) => sum(record.recordings.map(({ leaves }) => leaves.length)), 'count'),
  preset: text(
    'recording',
    fromRequest(({ preset }) => preset),
  ),
  eventRules: text(
    'recording',
    fromRequest(({ events }) => list(events.map(rule))),
    'list',
  ),
  contexts: text(
    'recording',
    fromRequest(({ contexts }) => list(contexts)),
    'list',
  ),
  preloads: text(
    'recording',
    fromRequest(({ preloads }) => list(preloads ?? [])),
    'list',
  ),
  buffers: text(
    'recording',
    fromRequest((one) => buffers(one.buffers)),
  ),
  kernelPreset: text(
    'recording',
    fromRequest(({ kernel }) => kernel?.preset),
  ),
  kernelEventRules: text(
    'recording',
    fromRequest(({ kernel }) => list(kernel?.tracepoints ?? [])),
    'list',
  ),
  kernelSyscalls: text(
    'recording',
    fromRequest(({ kernel }) => list(kernel?.syscalls ?? [])),
    'list',
  ),
  kernelContexts: text(
    'recording',
    fromRequest(({ kernel }) => list(kernel?.contexts ?? [])),
    'list',
  ),
  kernelBuffers: text(
    'recording',
    fromRequest(({ kernel }) => buffers(kernel?.buffers)),
  ),
  whenFull: text(
    'recording',
    fromRequest(({ whenFull }) => whenFull),
  ),
  mode: text(
    'recording',
    fromRequest(({ mode }) => mode),
  ),
  kernel: text('machine', ({ record }) => record.provenance.kernel),
  os: text('machine', ({ record }) => record.provenance.os),
  host: text('machine', ({ record }) => record.provenance.host),
  tracer: text('machine', ({ record }) => record.provenance.tracer),
  lttng: text('machine', ({ record }) => record.provenance.lttng),
  engineVersion: text('machine', ({ record }) => record.provenance.engine),
  cpu: text('machine', ({ record }) => record.provenance.cpu),
  cpus: text('machine', ({ record }) => record.provenance.cpus, 'count'),
  app: text('machine', ({ record }) => record.provenance.app),
} as const satisfies Record<string, FactDefinition>;

export type FactKey = keyof typeof FACTS;
export const FACT_KEYS = Object.keys(FACTS) as FactKey[];
