import { stripControls } from '@shared/model/plain-text';
import type { TracedContainer, TracedProcess } from '@shared/model/trace-record';
import type { ProcessSpan } from './count-events';

/** A namespace that the kernel did not tell: exiting tasks show 0. */
const UNKNOWN_NS = 0;

/**
 * What the events say about each container: its pid namespace and its processes. Inspect is the second witness, when the
 * engine answered before the program had ended; where both speak and differ, the events are believed and it is said.
 * @returns the containers with the events' testimony, and what the witnesses disagree about
 */
export function hearEvents(
  containers: readonly TracedContainer[],
  spans: readonly ProcessSpan[],
): { containers: TracedContainer[]; disagreements: string[] } {
  const disagreements: string[] = [];
  const heard = containers.map((container, index): TracedContainer => {
    const own = spans.filter((span) => span.container === index);
    const pidNs = mostEvents(own);
    if (pidNs === undefined) return container;
    if (container.pidNs !== null && container.pidNs !== pidNs)
      disagreements.push(
        `${container.name}: its events name pid namespace ${pidNs}, the engine's process had ${container.pidNs}`,
      );
    return {
      ...container,
      pidNs,
      namespaces: { ...container.namespaces, pid: pidNs },
      witnesses: ['events', ...container.witnesses.filter((witness) => witness !== 'events')],
      processes: own.filter((span) => span.pidNs === pidNs || span.pidNs === UNKNOWN_NS).map(processOf),
    };
  });
  return { containers: heard, disagreements };
}

const processOf = (span: ProcessSpan): TracedProcess => ({
  vpid: span.vpid,
  procname: stripControls(span.procname),
  events: span.events,
  firstAtMs: span.firstAtMs,
  lastAtMs: span.lastAtMs,
});

function mostEvents(spans: readonly ProcessSpan[]): number | undefined {
  const byNamespace = new Map<number, number>();
  for (const span of spans)
    if (span.pidNs !== null && span.pidNs !== UNKNOWN_NS)
      byNamespace.set(span.pidNs, (byNamespace.get(span.pidNs) ?? 0) + span.events);
  return [...byNamespace].sort((a, b) => b[1] - a[1])[0]?.[0];
}
