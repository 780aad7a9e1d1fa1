/** A process of the trace, for a message. */
interface ShownProcess {
  vpid: number;
  procname: string;
}

const shown = ({ vpid, procname }: ShownProcess): string => `Process ${vpid} (${procname})`;

/** The messages about contradictory evidence for a container, by the kind of contradiction. */
export const CONFLICT_TEXTS = {
  of: (container: string, conflict: string): string => `The evidence for container ${container} conflicts. ${conflict}`,
  engine: (byEvents: number, byEngine: number): string =>
    `Its events are from pid namespace ${byEvents}, but the engine reported ${byEngine}.`,
  kernel: (source: 'events' | 'engine', pidNs: number, created: readonly number[]): string =>
    `${source === 'events' ? 'Its events are from' : 'The engine reported'} pid namespace ${pidNs}, but the kernel recording shows only the creation of ${created.join(', ')}.`,
  missing: (process: ShownProcess): string =>
    `${shown(process)} has userspace events, but is missing in the kernel recording.`,
  early: (process: ShownProcess): string => `${shown(process)} has events from before its pid namespace was created.`,
} as const;
