import type { TracedContainer, TraceRecord, TraceReport, TraceRow } from '@shared/model/trace-record';
import type { RecordingState } from './recording-owner';

const sumKnown = (values: readonly (number | null)[]): number | null =>
  values.length === 0 || values.some((value) => value === null)
    ? null
    : values.reduce<number>((sum, value) => sum + (value ?? 0), 0);

/** The part of the notes that a search in the list covers. */
const MOST_NOTES_CHARS = 500;
const HOST = 'host';
/** Empty for a foreign trace, whose target is unknown. */
function targetOf({ config }: TraceRecord): { engine: string; image: string } {
  if (!config) return { engine: '', image: '' };
  const { target } = config;
  return target.kind === 'container' ? { engine: target.engine, image: target.image } : { engine: HOST, image: '' };
}

/** A trace as a row of the list. */
export function rowOf(record: TraceRecord): TraceRow {
  return {
    id: record.id,
    title: record.title,
    state: record.state,
    createdAt: record.createdAt,
    ...targetOf(record),
    command: record.config?.command.join(' ') ?? '',
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
    imported: record.imported?.kind ?? null,
    byReference: record.imported?.how === 'reference',
    repeatable: record.config !== null,
  };
}

/** A row for an unreadable folder in the library, with the reason. */
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
    imported: null,
    byReference: false,
    repeatable: false,
    problem,
  };
}

/** The full report about one trace. @param recording given for a trace whose record says `recording` */
export function reportOf(
  record: TraceRecord,
  path: string,
  containers: TracedContainer[],
  files: TraceReport['files'],
  recording?: RecordingState,
): TraceReport {
  const row = rowOf(record);
  return {
    id: record.id,
    path,
    title: record.title,
    state: record.state,
    ...recording,
    engine: row.engine,
    image: row.image,
    imageId: record.image?.id ?? null,
    command: record.config?.command ?? [],
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
    imported: record.imported,
    files,
  };
}
