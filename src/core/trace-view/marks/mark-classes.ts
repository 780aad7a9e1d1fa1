import { kindOfName } from '@reader/scan/plan/event-kinds';
import type { EventClass } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';

/**
 * Providers whose events are no user events: LTTng-UST records them for its own needs (which programs are loaded where), and
 * liblttng-ust-libc-wrapper records every allocation, which the memory curve shows. See lttng-ust(3), section "State dump".
 */
const NOT_OF_PROGRAM = /^lttng_ust_(statedump|lib|libc|cyg_profile|cyg_profile_fast):/;

/**
 * Events of the kernel that are about the thread in whose context they are recorded. Those of interrupts, timers and devices are not:
 * they are recorded in whatever thread was running.
 */
const OF_THREAD = /^(sched_process_(fork|exec|exit)|signal_(generate|deliver))$/;

/** Fields of a dynamic probe: kprobes and uprobes have `ip`, kretprobes also `parent_ip` (lttng-modules, src/probes/lttng-*probes.c). */
const PROBE_FIELDS: readonly string[] = ['ip', 'parent_ip'];

/** Whether events of a class are shown as marks in the row of their thread. */
export function isMarkClass({ name, payload }: Pick<EventClass, 'name' | 'payload'>, domain: 'userspace' | 'kernel') {
  if (domain === 'kernel') {
    const fields = payload?.fields ?? [];
    const isProbe = fields.length > 0 && fields.every((field) => PROBE_FIELDS.includes(field.name));
    return isProbe || OF_THREAD.test(name);
  }
  return kindOfName(name, domain) === 'other' && !NOT_OF_PROGRAM.test(name);
}

/** Index of each class with marks in `TraceReading.eventClasses`. */
export function markClasses({ eventClasses, leaves }: Pick<TraceReading, 'eventClasses' | 'leaves'>) {
  const found = new Map<EventClass, number>();
  for (const [index, { class: of, leaf }] of eventClasses.entries())
    if (isMarkClass(of, leaves[leaf]?.domain ?? 'userspace')) found.set(of, index);
  return found as ReadonlyMap<EventClass, number>;
}
