import { readEvents } from '@reader/events/read-events';
import type { TimeRange } from '@reader/trace-reading';
import type { OpenedTrace } from '../../analysis/open-trace';
import { EventRows } from '../events/event-rows';
import type { RowTable } from '../rows/row-table';
import type { CallTools } from '../serving/serve-calls';
import { markClasses } from './mark-classes';
import { MarkList } from './mark-list';

/** Reads the user events of a range. Other events are passed over without decoding. @throws ReadError, AbortError */
export async function readMarks(
  { reading, attribution }: Pick<OpenedTrace, 'reading' | 'attribution'>,
  table: RowTable,
  range: TimeRange,
  { signal, onShare }: CallTools,
): Promise<MarkList> {
  const classes = markClasses(reading);
  const rows = new EventRows(table, attribution.epochs);
  const columns = { row: [] as number[], atNs: [] as number[], eventClass: [] as number[] };
  for (const batch of readEvents(reading, { range, select: (of) => classes.has(of) })) {
    signal.throwIfAborted();
    for (const event of batch) {
      const row = rows.of(event, reading.leaves[event.leaf]?.domain ?? 'userspace');
      if (row === null) continue;
      columns.row.push(row);
      columns.atNs.push(event.timeNs);
      columns.eventClass.push(classes.get(event.eventClass) ?? 0);
    }
    const last = batch.at(-1);
    if (last) onShare(Math.min(1, (last.timeNs - range.fromNs) / Math.max(1, range.toNs - range.fromNs)));
    // Other questions are answered between batches.
    await new Promise(setImmediate);
  }
  return new MarkList(columns);
}
