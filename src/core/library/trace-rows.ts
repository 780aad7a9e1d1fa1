import type { TracedContainer, TraceRecord, TraceReport, TraceRow } from '@shared/model/trace-record';

const sumKnown = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.some((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** What a search of the list looks through. */
const MOST_NOTES_CHARS = 500;
const HOST = 'host';
const engineOf = (record: TraceRecord): string =>
  record.config.target.kind === 'container' ? record.config.target.engine : HOST;
const imageOf = (record: TraceRecord): string =>
  record.config.target.kind === 'container' ? record.config.target.image : '';

/** A trace as a row of the list. */
export function rowOf(record: TraceRecord): TraceRow {
  return {
    id: record.id,
    title: record.title,
    state: record.state,
    createdAt: record.createdAt,
    engine: engineOf(record),
    image: imageOf(record),
    command: record.config.command.join(' '),
    domains: [...new Set(record.recordings.map(({ domain }) => domain))],
    durationMs: record.durationMs,
    sizeBytes: record.sizeBytes,
    events: record.events,
    discardedEvents: sumKnown(record.recordings.map((recording) => recording.discardedEvents)),
    lostPackets: sumKnown(record.recordings.map((recording) => recording.lostPackets)),
    exitCode: record.exitCode,
    warnings: record.warnings.length,
    tags: record.tags,
    notes: record.notes.slice(0, MOST_NOTES_CHARS),
  };
}

/** A folder in the library that is no trace that we can read: a row that says why, so that nothing is hidden or lost. */
export function unknownRow(name: string, problem: string): TraceRow {
  return {
    id: name,
    title: name,
    state: 'unknown',
    createdAt: '',
    engine: '',
    image: '',
    command: '',
    domains: [],
    durationMs: null,
    sizeBytes: null,
    events: null,
    discardedEvents: null,
    lostPackets: null,
    exitCode: null,
    warnings: 0,
    tags: [],
    notes: '',
    problem,
  };
}

/** Everything about one trace. */
export function reportOf(
  record: TraceRecord,
  path: string,
  containers: TracedContainer[],
  files: TraceReport['files'],
): TraceReport {
  const row = rowOf(record);
  return {
    id: record.id,
    path,
    title: record.title,
    state: record.state,
    engine: row.engine,
    image: row.image,
    imageId: record.image?.id ?? null,
    command: record.config.command,
    createdAt: record.createdAt,
    endedAt: record.endedAt,
    endedBy: record.endedBy,
    durationMs: record.durationMs,
    sizeBytes: record.sizeBytes,
    events: record.events,
    discardedEvents: row.discardedEvents,
    lostPackets: row.lostPackets,
    containers,
    recordings: record.recordings,
    exitCode: record.exitCode,
    warnings: record.warnings,
    provenance: record.provenance,
    notes: record.notes,
    tags: record.tags,
    files,
  };
}
