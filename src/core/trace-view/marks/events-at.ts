import { oneLine } from '@shared/model/plain-text';
import type { TraceViewArgs } from '@shared/trace-view/trace-view-calls';
import type { UserEvent } from '@shared/trace-view/user-events';
import { shownFields } from '../../analysis/events/fields-text';
import { EventQuery } from '../events/event-query';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import { markClasses } from './mark-classes';

const MOST_EVENTS = 20;
const MOST_FIELDS = 50;
/** A hostile trace has fields of megabytes. */
const LONGEST_FIELD = 2_000;

/** The user events of a row at one time, at most 20. @throws ReadError, AbortError */
export async function userEventsAt(
  view: TraceView,
  { row, atNs }: TraceViewArgs<'user-events'>,
  tools: CallTools,
): Promise<UserEvent[]> {
  const classes = markClasses(view.trace.reading);
  const query = await EventQuery.of(view, { filter: '', rows: [row] }, tools);
  const found: UserEvent[] = [];
  let skip = 0;
  for await (const batch of query.read({ fromNs: atNs, toNs: atNs + 1 })) {
    for (const { event } of batch) {
      const at = { timeNs: event.event.timeNs, skip: skip++ };
      if (!classes.has(event.event.eventClass)) continue;
      const fields = shownFields(event.event).slice(0, MOST_FIELDS);
      found.push({
        at,
        row,
        cpu: event.event.cpu < 0 ? null : event.event.cpu,
        name: oneLine(event.event.eventClass.name),
        fields: fields.map(({ name, value }) => ({ name, value: shortened(value) })),
      });
      if (found.length === MOST_EVENTS) return found;
    }
  }
  return found;
}

const shortened = (value: string): string =>
  value.length > LONGEST_FIELD ? `${value.slice(0, LONGEST_FIELD)}…` : value;
