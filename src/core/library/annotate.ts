import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { oneLine, stripControls } from '@shared/model/plain-text';
import { notesSchema, type TraceRecord, tagsSchema } from '@shared/model/trace-record';

/** What the user writes beside a trace. */
export interface Annotation {
  notes?: string | undefined;
  tags?: readonly string[] | undefined;
}

/**
 * A record with other notes or tags: without what a terminal or the window would obey, each tag once.
 * @throws AppError `config` when a tag is empty, or they are too long or too many
 */
export function annotated(record: TraceRecord, { notes, tags }: Annotation): TraceRecord {
  return {
    ...record,
    ...(notes === undefined ? {} : { notes: parseOrThrow(notesSchema, stripControls(notes), 'The notes') }),
    ...(tags === undefined ? {} : { tags: parseOrThrow(tagsSchema, [...new Set(tags.map(cleanTag))], 'The tags') }),
  };
}

function cleanTag(text: string): string {
  const tag = oneLine(text);
  if (!tag) throw new AppError('config', 'A tag has at least one visible character.');
  return tag;
}
