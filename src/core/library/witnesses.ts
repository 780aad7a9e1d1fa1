import { stripControls } from '@shared/model/plain-text';
import type { TracedContainer, TracedProcess } from '@shared/model/trace-record';
import type { ProcessSpan } from './count-events';

/** A namespace that the kernel did not tell: exiting tasks show 0. */
const UNKNOWN_NS = 0;
const TRACER_THREAD = '-ust';

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
      processes: processesOf(own.filter((span) => span.pidNs === pidNs || span.pidNs === UNKNOWN_NS)),
    };
  });
  return { containers: heard, disagreements };
}

/**
 * The spans of one container as its processes. LTTng's own thread in a traced program bears the program's name with `-ust`
 * behind it (cut to the 15 characters of a thread's name) and tells the state dump: it is part of that process.
 */
function processesOf(spans: readonly ProcessSpan[]): TracedProcess[] {
  const processes: TracedProcess[] = [];
  const byTracer = (span: ProcessSpan): boolean => span.procname.endsWith(TRACER_THREAD);
  for (const span of [...spans].sort((a, b) => Number(byTracer(a)) - Number(byTracer(b)))) {
    const name = byTracer(span) ? span.procname.slice(0, -TRACER_THREAD.length) : span.procname;
    const known = processes.find(
      (process) =>
        process.vpid === span.vpid && (byTracer(span) ? process.procname.startsWith(name) : process.procname === name),
    );
    if (known) {
      known.events += span.events;
      known.firstAtMs = Math.min(known.firstAtMs, span.firstAtMs);
      known.lastAtMs = Math.max(known.lastAtMs, span.lastAtMs);
    } else {
      const { vpid, events, firstAtMs, lastAtMs } = span;
      processes.push({ vpid, procname: stripControls(name), pid: null, events, firstAtMs, lastAtMs });
    }
  }
  return processes.sort((a, b) => a.firstAtMs - b.firstAtMs);
}

function mostEvents(spans: readonly ProcessSpan[]): number | undefined {
  const byNamespace = new Map<number, number>();
  for (const span of spans)
    if (span.pidNs !== null && span.pidNs !== UNKNOWN_NS)
      byNamespace.set(span.pidNs, (byNamespace.get(span.pidNs) ?? 0) + span.events);
  return [...byNamespace].sort((a, b) => b[1] - a[1])[0]?.[0];
}
