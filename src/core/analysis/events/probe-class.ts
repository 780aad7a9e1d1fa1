import type { EventClass } from '@reader/schema/trace-schema';

/** Fields of a dynamic probe: kprobes and uprobes have `ip`, kretprobes also `parent_ip` (lttng-modules, src/probes/lttng-*probes.c). */
const PROBE_FIELDS: readonly string[] = ['ip', 'parent_ip'];

/** Whether events of a class of the kernel's recording come from a dynamic probe, such as that of a watched function. */
export function isProbeClass({ payload }: Pick<EventClass, 'payload'>): boolean {
  const fields = payload?.fields ?? [];
  return fields.length > 0 && fields.every((field) => PROBE_FIELDS.includes(field.name));
}
