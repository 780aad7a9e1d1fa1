import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine, stripControls } from '@shared/model/plain-text';
import { notesSchema, type TraceRecord, tagsSchema } from '@shared/model/trace-record';

/** The user's notes and tags of a trace. */
export interface Annotation {
  notes?: string | undefined;
  /** Replaces the existing tags. */
  tags?: readonly string[] | undefined;
  addTags?: readonly string[] | undefined;
  removeTags?: readonly string[] | undefined;
}

/**
 * Changes the notes or tags of a record. Removes control characters and duplicate tags.
 * @throws AppError `config` when a tag is empty, or notes or tags are too long or too many
 */
export function annotated(record: TraceRecord, annotation: Annotation): TraceRecord {
  const { notes, tags = record.tags, addTags = [], removeTags = [] } = annotation;
  const removed = new Set(removeTags.map(cleanTag));
  const kept = [...new Set([...tags, ...addTags].map(cleanTag))].filter((tag) => !removed.has(tag));
  return {
    ...record,
    notes: notes === undefined ? record.notes : parseOrThrow(notesSchema, stripControls(notes), 'The request'),
    tags: parseOrThrow(tagsSchema, kept, 'The request', (field) => `tag ${Number(field) + 1}`),
  };
}

function cleanTag(text: string): string {
  const tag = oneLine(text);
  if (!tag) throw new AppError('config', 'A tag needs at least one visible character.');
  return tag;
}
