import type { TraceSchema } from '../schema/trace-schema';

type Version = readonly [major: number, minor: number, patch: number];

interface Quirk {
  tracer: string;
  /** Versions with the fault: from this one on. */
  from: Version;
  /** The first version without it. */
  fixedIn: Version;
  fault: 'event-after-end' | 'event-before-begin';
}

/**
 * Tracers whose packets have events outside the packet's time. Versions as in babeltrace2, `src/plugins/ctf/fs-src/fs.cpp`
 * (`is_tracer_affected_by_lttng_event_after_packet_bug`, `is_tracer_affected_by_barectf_event_before_packet_bug`).
 */
const QUIRKS: readonly Quirk[] = [
  { tracer: 'lttng-ust', from: [0, 0, 0], fixedIn: [2, 11, 0], fault: 'event-after-end' },
  { tracer: 'lttng-modules', from: [0, 0, 0], fixedIn: [2, 9, 13], fault: 'event-after-end' },
  { tracer: 'lttng-modules', from: [2, 10, 0], fixedIn: [2, 10, 10], fault: 'event-after-end' },
  { tracer: 'barectf', from: [0, 0, 0], fixedIn: [2, 3, 1], fault: 'event-before-begin' },
];

/** Whether the tracer that wrote the leaf has the fault, by its name and version in the environment. */
export function hasFault({ environment }: TraceSchema, fault: Quirk['fault']): boolean {
  const part = (name: string): number => Number(environment.get(`tracer_${name}`) ?? 0);
  if (!environment.has('tracer_major')) return false;
  const version: Version = [part('major'), part('minor'), part('patch') || part('patchlevel')];
  return QUIRKS.some(
    (quirk) =>
      quirk.fault === fault &&
      quirk.tracer === environment.get('tracer_name') &&
      !isBelow(version, quirk.from) &&
      isBelow(version, quirk.fixedIn),
  );
}

function isBelow(version: Version, other: Version): boolean {
  const differs = version.findIndex((part, index) => part !== other[index]);
  return differs >= 0 && (version[differs] ?? 0) < (other[differs] ?? 0);
}

/** LTTng counts discarded events from 0 at the begin of a stream; of other tracers' first counts nothing is known. */
export const countsFromZero = ({ environment }: TraceSchema): boolean =>
  String(environment.get('tracer_name') ?? '').startsWith('lttng');
