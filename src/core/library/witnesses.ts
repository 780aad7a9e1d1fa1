import type { TracedContainer } from '@shared/model/trace-record';
import type { EventCount } from './count-events';
import type { NamespaceBirth } from './pid-namespaces';
import type { ProcessSpan } from './process-spans';
import { processesOf } from './traced-processes';

/** A namespace that nobody told: exiting tasks show 0. */
const UNKNOWN_NS = 0;

/** What was read out of a trace, and how far it may be relied on. */
export interface Testimony extends Omit<EventCount, 'events'> {
  /** Whether the kernel's recording misses nothing: then what is not in it did not happen. */
  kernelIsWhole: boolean;
}

export interface Hearing {
  containers: TracedContainer[];
  /** What the witnesses disagree about, a sentence each. */
  disagreements: string[];
}

/**
 * What the events say about each container: its pid namespace, its processes, its time. Its own programs' events are the
 * first witness; the kernel is the second: it saw the namespace being born and everything in it, also programs that are not
 * instrumented. Inspect is the third, when the engine answered before the program had ended. Where they differ the events
 * are believed, then the kernel, and it is said.
 */
export function hearEvents(containers: readonly TracedContainer[], testimony: Testimony): Hearing {
  const disagreements: string[] = [];
  const heard = containers.map((container, index) =>
    hearContainer(container, inTimeOf(testimony, index, containers), (words) =>
      disagreements.push(`${container.name}: ${words}`),
    ),
  );
  return { containers: heard, disagreements };
}

/** A namespace in time: an inode, and which of those that had it one after the other. */
interface Namespace {
  pidNs: number;
  instance: number;
}

/** What falls into one container's time, which ends when the next one is started. */
interface OwnTestimony extends Omit<Testimony, 'overfull'> {
  isOverfull: boolean;
}

function inTimeOf(testimony: Testimony, index: number, containers: readonly TracedContainer[]): OwnTestimony {
  const from = containers[index]?.startedAtMs ?? 0;
  const to = containers[index + 1]?.startedAtMs ?? Number.POSITIVE_INFINITY;
  return {
    ...testimony,
    spans: testimony.spans.filter((span) => span.container === index),
    births: testimony.births.filter(({ atMs }) => from <= atMs && atMs < to),
    isOverfull: testimony.overfull.has(index),
  };
}

function hearContainer(
  container: TracedContainer,
  own: OwnTestimony,
  disagree: (words: string) => void,
): TracedContainer {
  const programs = own.spans.filter((span) => !span.ofKernel);
  const byEvents = mostEvents(programs);
  const claimed = byEvents ?? container.pidNs ?? undefined;
  const byKernel = namespaceByKernel(own, claimed);
  if (byEvents !== undefined && container.pidNs !== null && container.pidNs !== byEvents)
    disagree(`its events name pid namespace ${byEvents}, the engine's process had ${container.pidNs}`);
  if (claimed !== undefined && byKernel === undefined && kernelSpeaks(own) && !own.hostNs.has(claimed))
    disagree(
      `${byEvents === undefined ? "the engine's process had" : 'its events name'} pid namespace ${claimed}, the kernel saw ${shown(own.births)}`,
    );
  const pidNs = claimed ?? byKernel?.pidNs;
  if (pidNs === undefined || (byEvents === undefined && byKernel === undefined)) return container;

  const inside = own.spans.filter(
    (span) =>
      (span.pidNs === pidNs && (byKernel === undefined || span.instance === byKernel.instance)) ||
      (span.pidNs === UNKNOWN_NS && !span.ofKernel),
  );
  if (byKernel) checkAgainstKernel(inside, own, byKernel, disagree);
  const withEvents = inside.filter(({ events }) => events > 0);
  return {
    ...container,
    pidNs,
    namespaces: { ...namespacesOf(inside), ...container.namespaces, pid: pidNs },
    witnesses: [
      ...(byEvents === undefined ? [] : ['events' as const]),
      ...(byKernel === undefined ? [] : ['kernel' as const]),
      ...container.witnesses.filter((witness) => witness === 'inspect'),
    ],
    processes: processesOf(inside),
    moreProcesses: own.isOverfull,
    firstEventAtMs: withEvents.length > 0 ? Math.min(...withEvents.map(({ firstAtMs }) => firstAtMs)) : null,
    lastEventAtMs: withEvents.length > 0 ? Math.max(...withEvents.map(({ lastAtMs }) => lastAtMs)) : null,
  };
}

/**
 * The container's namespace as the kernel knows it. The kernel sees every container of the machine: which one is ours,
 * another witness says; without one it is the only one that was made in the container's time from outside.
 */
function namespaceByKernel(own: OwnTestimony, claimed: number | undefined): Namespace | undefined {
  const seen = own.spans.filter((span) => span.ofKernel);
  if (claimed !== undefined) {
    const birth = own.births.find(({ pidNs }) => pidNs === claimed);
    return birth ?? (seen.find(({ pidNs }) => pidNs === claimed) as Namespace | undefined);
  }
  const born = outermost(own.births);
  if (born.length > 0) return born.length === 1 ? born[0] : undefined;
  const namespaces = new Set(seen.map(({ pidNs }) => pidNs));
  const [only] = seen;
  return namespaces.size === 1 && only && only.pidNs !== null
    ? { pidNs: only.pidNs, instance: only.instance }
    : undefined;
}

/** Without the namespaces that were made inside of others of the same time: a container may hold containers. */
const outermost = (births: readonly NamespaceBirth[]): NamespaceBirth[] =>
  births.filter(({ parentNs }) => !births.some(({ pidNs }) => pidNs === parentNs));

/** Where it saw none being born it may have been asked for other events. */
const kernelSpeaks = ({ births, kernelIsWhole }: OwnTestimony): boolean => kernelIsWhole && births.length > 0;

const shown = (births: readonly NamespaceBirth[]): string =>
  births.map(({ pidNs }) => `${pidNs} being made`).join(', ');

/** Times are whole milliseconds, by one clock. */
const ROUNDING_MS = 1;

/** A program's own events are nothing that the kernel did not see, and not before it saw them begin. */
function checkAgainstKernel(
  inside: readonly ProcessSpan[],
  own: OwnTestimony,
  namespace: Namespace,
  disagree: (words: string) => void,
): void {
  const birth = own.births.find((one) => one.pidNs === namespace.pidNs && one.instance === namespace.instance);
  if (!birth || !own.kernelIsWhole || own.isOverfull) return;
  const seen = new Set(inside.filter((span) => span.ofKernel).map(({ vpid }) => vpid));
  for (const span of inside.filter(({ ofKernel, pidNs }) => !ofKernel && pidNs !== UNKNOWN_NS)) {
    if (!seen.has(span.vpid))
      disagree(`process ${span.vpid} (${span.procname}) tells of itself, and the kernel never saw it`);
    else if (span.firstAtMs < birth.atMs - ROUNDING_MS)
      disagree(`process ${span.vpid} (${span.procname}) tells of a time before the kernel made its namespace`);
  }
}

/** As its first process had them at last: what sets a container up enters them one by one. */
function namespacesOf(inside: readonly ProcessSpan[]): Record<string, number> {
  const first = inside.filter(({ vpid }) => vpid === 1).sort((a, b) => a.lastAtMs - b.lastAtMs);
  return Object.assign({}, ...first.map(({ namespaces }) => namespaces)) as Record<string, number>;
}

function mostEvents(spans: readonly ProcessSpan[]): number | undefined {
  const byNamespace = new Map<number, number>();
  for (const span of spans)
    if (span.pidNs !== null && span.pidNs !== UNKNOWN_NS)
      byNamespace.set(span.pidNs, (byNamespace.get(span.pidNs) ?? 0) + span.events);
  return [...byNamespace].sort((a, b) => b[1] - a[1])[0]?.[0];
}
