import type { TracedContainer } from '@shared/model/trace-record';
import { CONFLICT_TEXTS } from './conflict-texts';
import {
  type ContainerEvidence,
  checkAgainstKernel,
  type Evidence,
  hasKernelEvidence,
  namespaceByKernel,
} from './kernel-evidence';
import { type ProcessSpan, UNKNOWN_NS } from './process-spans';
import { processesOf } from './traced-processes';

export interface ContainerMatches {
  containers: TracedContainer[];
  /** Messages about contradictory evidence. */
  conflicts: string[];
}

/**
 * Finds the pid namespace, the processes and the time span of each container. The evidence, in order of precedence:
 * 1. events of the container's programs,
 * 2. kernel events, which show the creation of the namespace and all its processes, instrumented or not,
 * 3. the engine's inspect, if the engine answered before the program ended.
 * Contradictions are reported as conflicts.
 */
export function matchContainers(containers: readonly TracedContainer[], evidence: Evidence): ContainerMatches {
  const conflicts: string[] = [];
  const matched = containers.map((container, index) =>
    matchContainer(container, evidenceOf(evidence, index, containers), (conflict) =>
      conflicts.push(CONFLICT_TEXTS.of(container.name, conflict)),
    ),
  );
  return { containers: matched, conflicts };
}

/** The evidence from the time span of one container. */
function evidenceOf(evidence: Evidence, index: number, containers: readonly TracedContainer[]): ContainerEvidence {
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
  evidence: ContainerEvidence,
  reportConflict: (sentence: string) => void,
): TracedContainer {
  const programs = evidence.spans.filter((span) => !span.ofKernel);
  const byEvents = mostEvents(programs);
  const claimed = byEvents ?? container.pidNs ?? undefined;
  const byKernel = namespaceByKernel(evidence, claimed);
  if (byEvents !== undefined && container.pidNs !== null && container.pidNs !== byEvents)
    reportConflict(CONFLICT_TEXTS.engine(byEvents, container.pidNs));
  if (claimed !== undefined && byKernel === undefined && hasKernelEvidence(evidence) && !evidence.hostNs.has(claimed))
    reportConflict(
      CONFLICT_TEXTS.kernel(
        byEvents === undefined ? 'engine' : 'events',
        claimed,
        evidence.births.map((birth) => birth.pidNs),
      ),
    );
  const pidNs = claimed ?? byKernel?.pidNs;
  if (pidNs === undefined || (byEvents === undefined && byKernel === undefined)) return container;

  const mounts = ownMounts(container, programs);
  const inside = evidence.spans.filter(
    (span) =>
      (mounts === undefined || span.ofKernel || (span.namespaces['mnt'] ?? mounts) === mounts) &&
      ((span.pidNs === pidNs && (byKernel === undefined || span.instance === byKernel.instance)) ||
        (span.pidNs === UNKNOWN_NS && !span.ofKernel)),
  );
  if (byKernel) checkAgainstKernel(inside, evidence, byKernel, reportConflict);
  const withEvents = inside.filter(({ events }) => events > 0);
  return {
    ...container,
    pidNs,
    namespaces: { ...namespacesOf(inside), ...container.namespaces, pid: pidNs },
    witnesses: [
      ...(byEvents === undefined ? [] : ['events' as const]),
      ...(mounts === undefined ? [] : ['mounts' as const]),
      ...(byKernel === undefined ? [] : ['kernel' as const]),
      ...container.witnesses.filter((kind) => kind === 'inspect'),
    ],
    processes: processesOf(inside, evidence.hostNs),
    moreProcesses: evidence.isOverfull,
    firstEventAtMs: withEvents.length > 0 ? Math.min(...withEvents.map(({ firstAtMs }) => firstAtMs)) : null,
    lastEventAtMs: withEvents.length > 0 ? Math.max(...withEvents.map(({ lastAtMs }) => lastAtMs)) : null,
  };
}

/** The last namespaces of the container's first process, which enters them one by one during the setup. */
function namespacesOf(inside: readonly ProcessSpan[]): Record<string, number> {
  const first = inside.filter(({ vpid }) => vpid === 1).sort((a, b) => a.lastAtMs - b.lastAtMs);
  return Object.assign({}, ...first.map(({ namespaces }) => namespaces)) as Record<string, number>;
}

/**
 * Inode of the container's mount namespace by the engine, if the programs' events contain mount namespaces. Distinguishes the
 * processes of a container that shares the host's process ids from other programs of the host.
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
