import type { TraceRow } from '@shared/model/trace-record';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce } from './announce';
import { useTraces } from './traces';

/** The library's limits. */
export const LONGEST_TAG = 60;
export const MOST_TAGS = 50;

/** Returns the tags that all of the traces have, in the order of the first. */
export const commonTags = (rows: readonly TraceRow[]): string[] =>
  rows[0]?.tags.filter((tag) => rows.every((row) => row.tags.includes(tag))) ?? [];

/** Returns every tag of the library, sorted by name. */
export const allTags = (rows: readonly TraceRow[]): string[] =>
  [...new Set(rows.flatMap((row) => row.tags))].sort((a, b) => a.localeCompare(b));

export const addTag = (rows: readonly TraceRow[], tag: string): Promise<void> =>
  changeTags(
    rows.filter((row) => !row.tags.includes(tag)),
    (tags) => [...tags, tag],
    texts.detail.tagAdded(tag),
  );

export const removeTag = (rows: readonly TraceRow[], tag: string): Promise<void> =>
  changeTags(
    rows.filter((row) => row.tags.includes(tag)),
    (tags) => tags.filter((one) => one !== tag),
    texts.detail.tagRemoved(tag),
  );

async function changeTags(
  rows: readonly TraceRow[],
  how: (tags: readonly string[]) => string[],
  done: string,
): Promise<void> {
  const list = useTraces.getState();
  list.refuse(null);
  try {
    for (const row of rows) await ask('traces:annotate', { id: row.id, tags: how(row.tags) });
    announce(done);
  } catch (thrown) {
    list.refuse(errorOf(thrown));
  }
  await list.load();
}
