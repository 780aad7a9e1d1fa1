import type { TraceRecord, Warning } from '@shared/model/trace-record';
import { DAEMON_REPORT_CODES } from '@shared/tracing/daemon-reports';
import { endedDomains } from '@shared/tracing/tracer-ended';
import type { Domain } from '@shared/tracing/tracing-command';

/** A possible cause of a recording without events. */
interface Cause {
  /** The subject of the check, which follows "Checked:" or "Not checked:". */
  what: string;
  /** Whether the cause was checked; undefined when it does not apply to this recording. */
  checked(record: TraceRecord): boolean | undefined;
  /** The result of the check in sentences; undefined when nothing was found. Called only if the cause was checked. */
  found?(record: TraceRecord): string | undefined;
}

/** The warnings with these codes as text. */
const warnedOf =
  (codes: readonly string[]) =>
  ({ warnings }: TraceRecord): string | undefined => {
    const found = warnings.filter(({ code }) => codes.includes(code));
    return found.length === 0
      ? undefined
      : found.flatMap(({ message, hint }) => [message, hint ?? []].flat()).join(' ');
  };
const isContainer = ({ config }: TraceRecord): boolean => config?.target.kind === 'container';
const usesPreset = ({ config }: TraceRecord, preset: string): boolean => config?.recording.preset === preset;
const leavesOf = ({ recordings }: TraceRecord): number =>
  recordings.flatMap(({ domain, leaves }) => (domain === 'userspace' ? leaves : [])).length;
/** A flight recorder without a snapshot has no leaf, even if a program registered. */
const keepsAll = ({ config }: TraceRecord): boolean => config?.recording.mode !== 'flight-recorder';
const noneRegistered = (record: TraceRecord): boolean => keepsAll(record) && leavesOf(record) === 0;

const notChecked = (what: string, applies: (record: TraceRecord) => boolean = () => true): Cause => ({
  what,
  checked: (record) => (applies(record) ? false : undefined),
});

export const NO_EVENTS = 'The trace contains no events.';

/** Message for a userspace recording without any stream. */
export const NO_PROGRAM = 'No program registered with the session daemon.';

const USERSPACE: readonly Cause[] = [
  {
    what: 'the tracer in the image',
    checked: (record) =>
      isContainer(record)
        ? !record.warnings.some(({ code }) => code === 'not-looked') && record.image !== null
        : undefined,
    found: warnedOf([
      'musl',
      'no-libc',
      'no-ust',
      'other-socket',
      'newer-ust',
      'unknown-socket',
      'unknown-context',
      'missing-preload',
      'old-glibc',
      'unknown-glibc',
      'other-machine',
      'mixed-ust',
      'unknown-abi',
      'static-program',
      'other-loader',
      'own-malloc',
    ]),
  },
  {
    what: 'the label that SELinux gave the container',
    // A warning exists only if SELinux blocks the socket, so its absence proves nothing.
    checked: (record) => (warnedOf(['selinux'])(record) === undefined ? undefined : true),
    found: warnedOf(['selinux']),
  },
  {
    what: 'shared memory, memory and limits',
    checked: ({ checks }) => checks?.includes('resources') ?? false,
    found: warnedOf(['shared-memory', 'memory', 'slow-start', 'process-limit']),
  },
  {
    what: "the session daemon's reports",
    checked: ({ checks }) => checks?.includes('daemon-log') ?? false,
    found: warnedOf(DAEMON_REPORT_CODES),
  },
  {
    what: "the program's exit status",
    checked: ({ exitCode }) => exitCode !== null,
    found: ({ exitCode }) => (exitCode ? `The program ended with status ${exitCode}.` : undefined),
  },
  {
    what: 'whether a program registered',
    checked: (record) => (keepsAll(record) ? true : undefined),
    found: (record) => (noneRegistered(record) ? NO_PROGRAM : undefined),
  },
  notChecked(
    'whether the program is static, clears its environment or gains privileges at its start, so that no library is preloaded',
    noneRegistered,
  ),
  notChecked('whether the program ended before it could register', noneRegistered),
  notChecked(
    'whether the program was built with -finstrument-functions (docs/instrument-your-image.md shows the lines; the preset Memory works with any dynamically linked program)',
    (record) => usesPreset(record, 'functions'),
  ),
  notChecked(
    'whether the program has a tracepoint that the patterns match and that passes the filters',
    ({ config }) => (config?.recording.events.length ?? 0) > 0,
  ),
];

const KERNEL: readonly Cause[] = [
  notChecked(
    "whether anything of the selection happened in a container's pid namespace; a container that shares the host's has none",
    ({ config }) => config?.recording.kernel?.containersOnly === true,
  ),
  notChecked(
    'whether anything of the selection happened in the kernel; the preset Container records scheduling, which always happens',
    ({ config }) => config?.recording.kernel?.containersOnly !== true,
  ),
];

const CAUSES: Record<Domain, readonly Cause[]> = { userspace: USERSPACE, kernel: KERNEL };

/** The hint for a trace that was interrupted before its first event was written. */
export const INTERRUPTED =
  'The recording was interrupted. Events that were still in memory may be lost, so no other cause can be named.';

/**
 * Why a recording without events was cut off: its session daemon ended, or the app did. The checks then prove nothing, since
 * events may have been in memory.
 */
function cutOff(record: TraceRecord, domain: Domain): string | undefined {
  const ended = record.warnings.find((warning) => endedDomains(warning).includes(domain));
  if (ended) return ended.message;
  return record.endedBy === 'accident' ? INTERRUPTED : undefined;
}

/**
 * Warnings for a trace or a recording without events. Names a cause only if a check found it, and lists the other causes as
 * checked or not checked. For a recording that was cut off, this is the only cause.
 */
export function zeroEvents(record: TraceRecord): Warning[] {
  const empty = record.recordings.filter(({ events }) => events === 0).map(({ domain }) => domain);
  const isAll = record.events === 0;
  const domains = isAll && empty.length === 0 ? (['userspace'] as const) : empty;
  // The options and checks of a foreign recording are unknown.
  const hint = (of: readonly Domain[]): { hint?: string } => (record.config ? { hint: explained(of, record) } : {});
  if (isAll) return [{ code: 'no-events', message: NO_EVENTS, ...hint([...new Set(domains)]) }];
  return empty.map((domain) => ({
    code: 'no-events',
    message: `The ${domain} recording contains no events.`,
    ...hint([domain]),
  }));
}

function explained(domains: readonly Domain[], record: TraceRecord): string {
  const cuts = new Set(domains.flatMap((domain) => cutOff(record, domain) ?? []));
  const causes = domains.filter((domain) => cutOff(record, domain) === undefined).flatMap((domain) => CAUSES[domain]);
  const listed = (wasChecked: boolean): string =>
    causes
      .filter((cause) => cause.checked(record) === wasChecked)
      .map((cause) => cause.what)
      .join(', ');
  const found = causes.flatMap((cause) => (cause.checked(record) ? (cause.found?.(record) ?? []) : []));
  const [checked, unchecked] = [listed(true), listed(false)];
  return [
    ...cuts,
    ...found,
    ...(checked ? [`Checked: ${checked}.`] : []),
    ...(unchecked ? [`Not checked: ${unchecked}.`] : []),
  ].join(' ');
}
