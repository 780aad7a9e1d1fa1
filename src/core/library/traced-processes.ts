import { stripControls } from '@shared/model/plain-text';
import type { TracedProcess } from '@shared/model/trace-record';
import type { ProcessSpan } from './process-spans';

const TRACER_THREAD = '-ust';

/**
 * The spans of one container as its processes, by the kernel's events and their own together. LTTng's own thread in a traced
 * program bears the program's name with `-ust` behind it (cut to the 15 characters of a thread's name) and tells the state
 * dump: it is part of that process.
 * @param hostNs pid namespaces in which a process bears the host's number: that of a container which shares the host's process ids
 */
export function processesOf(spans: readonly ProcessSpan[], hostNs: ReadonlySet<number>): TracedProcess[] {
  const byPid = new Map<number, TracedProcess[]>();
  const byTracer = (span: ProcessSpan): boolean => !span.ofKernel && span.procname.endsWith(TRACER_THREAD);
  for (const span of [...spans].sort((a, b) => Number(byTracer(a)) - Number(byTracer(b)))) {
    const name = stripControls(byTracer(span) ? span.procname.slice(0, -TRACER_THREAD.length) : span.procname);
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
