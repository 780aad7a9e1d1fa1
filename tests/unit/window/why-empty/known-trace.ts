import type { KnownTrace } from '../../../../src/renderer/views/trace/empty/reasons/why-part-missing';
import { type RunConfig, type RunConfigInput, runConfigSchema } from '../../../../src/shared/request/run-config';
import type { TimelineRow } from '../../../../src/shared/trace-view/timeline-rows';
import { timelineRow } from '../trace-tabs/rows';

export const NO_BASIS = { scheduling: false, calls: false, syscalls: false, pageFaults: false };

/** The request of one `ls`. */
export const recordedAs = (recording: RunConfigInput['recording']): RunConfig =>
  runConfigSchema.parse({
    target: { kind: 'container', engine: 'podman', image: 'localhost/demo:1' },
    command: ['ls'],
    recording,
  });

interface Given {
  /** Null: from elsewhere. */
  recording: RunConfigInput['recording'] | null;
  basis?: Partial<typeof NO_BASIS>;
  /** What the metadata can contain. */
  enabled?: Partial<typeof NO_BASIS>;
  rows?: readonly TimelineRow[];
  events?: number;
  lostEvents?: number;
  unread?: readonly string[];
}

/** A trace of one thread without anything but events. */
export function knownTrace({ recording, basis, enabled, rows, events, lostEvents, unread }: Given): KnownTrace {
  return {
    facts: { basis: { ...NO_BASIS, ...enabled }, lostEvents: lostEvents ?? 0 },
    whole: {
      rows: rows ?? [timelineRow({ name: 'main' })],
      events: events ?? 1_204_551,
      basis: { ...NO_BASIS, ...basis },
      unread: unread ?? [],
    },
    recording: recording === null ? null : recordedAs(recording).recording,
  };
}
