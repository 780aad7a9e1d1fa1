import { stripControls } from '@shared/model/plain-text';
import type { TracedProcess } from '@shared/model/trace-record';
import { isTracer, withoutTracer } from '@shared/tracing/tracer-thread';
import type { ProcessSpan } from './process-spans';

/**
 * Merges the kernel and userspace spans of one container into its processes. LTTng's thread in a traced program emits the
 * state dump and counts as part of that process. Its name is the program's name with the suffix `-ust`, cut to 15 characters.
 * @param hostNs pid namespaces of the host, where vpid and host pid are the same
 */
export function processesOf(spans: readonly ProcessSpan[], hostNs: ReadonlySet<number>): TracedProcess[] {
  const byPid = new Map<number, TracedProcess[]>();
  const byTracer = (span: ProcessSpan): boolean => !span.ofKernel && isTracer(span.procname);
  for (const span of [...spans].sort((a, b) => Number(byTracer(a)) - Number(byTracer(b)))) {
    const name = stripControls(byTracer(span) ? withoutTracer(span.procname) : span.procname);
    const processes = byPid.get(span.vpid) ?? [];
    byPid.set(span.vpid, processes);
    const known = processes.find(({ procname }) => (byTracer(span) ? procname.startsWith(name) : procname === name));
    const { vpid, events, firstAtMs, lastAtMs } = span;
    const pid = span.pid ?? (span.pidNs !== null && hostNs.has(span.pidNs) ? vpid : null);
    if (known) {
      known.pid ??= pid;
      known.events += events;
      known.firstAtMs = Math.min(known.firstAtMs, firstAtMs);
      known.lastAtMs = Math.max(known.lastAtMs, lastAtMs);
    } else {
      processes.push({ vpid, pid, procname: name, events, firstAtMs, lastAtMs });
    }
  }
  return [...byPid.values()].flat().sort((a, b) => a.firstAtMs - b.firstAtMs);
}
