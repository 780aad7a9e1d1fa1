import type { TracedContainer } from '@shared/model/trace-record';
import {
  type ContainerEvidence,
  checkAgainstKernel,
  type Evidence,
  hasKernelEvidence,
  namespaceByKernel,
  shownBirths,
} from './kernel-evidence';
import { type ProcessSpan, UNKNOWN_NS } from './process-spans';
import { processesOf } from './traced-processes';

export interface ContainerMatches {
  containers: TracedContainer[];
  /** What the witnesses reportConflict about, a sentence each. */
  conflicts: string[];
}

/**
 * What the events say about each container: its pid namespace, its processes, its time. Its own programs' events are the
 * first witness; the kernel is the second: it saw the namespace being born and everything in it, also programs that are not
 * instrumented. Inspect is the third, when the engine answered before the program had ended. Where they differ the events
 * are believed, then the kernel, and it is said.
 */
export function matchContainers(containers: readonly TracedContainer[], evidence: Evidence): ContainerMatches {
  const conflicts: string[] = [];
  const heard = containers.map((container, index) =>
    matchContainer(container, inTimeOf(evidence, index, containers), (words) =>
      conflicts.push(`${container.name}: ${words}`),
    ),
  );
  return { containers: heard, conflicts };
}

function inTimeOf(evidence: Evidence, index: number, containers: readonly TracedContainer[]): ContainerEvidence {
  const from = containers[index]?.startedAtMs ?? 0;
  const to = containers[index + 1]?.startedAtMs ?? Number.POSITIVE_INFINITY;
  return {
    ...evidence,
    spans: evidence.spans.filter((span) => span.container === index),
    births: evidence.births.filter(({ atMs }) => from <= atMs && atMs < to),
    isOverfull: evidence.overfull.has(index),
  };
}

function matchContainer(
  container: TracedContainer,
  own: ContainerEvidence,
  reportConflict: (words: string) => void,
): TracedContainer {
  const programs = own.spans.filter((span) => !span.ofKernel);
  const byEvents = mostEvents(programs);
  const claimed = byEvents ?? container.pidNs ?? undefined;
  const byKernel = namespaceByKernel(own, claimed);
  if (byEvents !== undefined && container.pidNs !== null && container.pidNs !== byEvents)
    reportConflict(`its events name pid namespace ${byEvents}, the engine's process had ${container.pidNs}`);
  if (claimed !== undefined && byKernel === undefined && hasKernelEvidence(own) && !own.hostNs.has(claimed))
    reportConflict(
      `${byEvents === undefined ? "the engine's process had" : 'its events name'} pid namespace ${claimed}, the kernel saw ${shownBirths(own.births)}`,
    );
  const pidNs = claimed ?? byKernel?.pidNs;
  if (pidNs === undefined || (byEvents === undefined && byKernel === undefined)) return container;

  const mounts = ownMounts(container, programs);
  const inside = own.spans.filter(
    (span) =>
      (mounts === undefined || span.ofKernel || (span.namespaces['mnt'] ?? mounts) === mounts) &&
      ((span.pidNs === pidNs && (byKernel === undefined || span.instance === byKernel.instance)) ||
        (span.pidNs === UNKNOWN_NS && !span.ofKernel)),
  );
  if (byKernel) checkAgainstKernel(inside, own, byKernel, reportConflict);
  const withEvents = inside.filter(({ events }) => events > 0);
  return {
    ...container,
    pidNs,
    namespaces: { ...namespacesOf(inside), ...container.namespaces, pid: pidNs },
    witnesses: [
      ...(byEvents === undefined ? [] : ['events' as const]),
      ...(mounts === undefined ? [] : ['mounts' as const]),
      ...(byKernel === undefined ? [] : ['kernel' as const]),
      ...container.witnesses.filter((witness) => witness === 'inspect'),
    ],
    processes: processesOf(inside, own.hostNs),
    moreProcesses: own.isOverfull,
    firstEventAtMs: withEvents.length > 0 ? Math.min(...withEvents.map(({ firstAtMs }) => firstAtMs)) : null,
    lastEventAtMs: withEvents.length > 0 ? Math.max(...withEvents.map(({ lastAtMs }) => lastAtMs)) : null,
  };
}

/** As its first process had them at last: what sets a container up enters them one by one. */
function namespacesOf(inside: readonly ProcessSpan[]): Record<string, number> {
  const first = inside.filter(({ vpid }) => vpid === 1).sort((a, b) => a.lastAtMs - b.lastAtMs);
  return Object.assign({}, ...first.map(({ namespaces }) => namespaces)) as Record<string, number>;
}

/**
 * Inode of the mount namespace that the engine's process had, where the programs' events tell theirs: what shares this machine's
 * process ids is told from its other programs by it.
 */
function ownMounts({ namespaces }: TracedContainer, programs: readonly ProcessSpan[]): number | undefined {
  const seen = namespaces['mnt'];
  return seen !== undefined && programs.some((span) => span.namespaces['mnt'] === seen) ? seen : undefined;
}

function mostEvents(spans: readonly ProcessSpan[]): number | undefined {
  const byNamespace = new Map<number, number>();
  for (const span of spans)
    if (span.pidNs !== null && span.pidNs !== UNKNOWN_NS)
      byNamespace.set(span.pidNs, (byNamespace.get(span.pidNs) ?? 0) + span.events);
  return [...byNamespace].sort((a, b) => b[1] - a[1])[0]?.[0];
}
