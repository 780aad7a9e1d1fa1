import { shownFields } from '../../analysis/events/fields-text';
import { EventQuery } from '../events/event-query';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';
import type { FoundSpan } from './find-span';

const FUNCTION_ENTRY = /^lttng_ust_cyg_profile(_fast)?:func_entry$/;
/** Of the event of a function they are shown as its name and its caller. */
const SHOWN_AS_NAMES: readonly string[] = ['addr', 'call_site'];
const MOST_FIELDS = 50;

/** The fields of the event with which a call began. @throws ReadError */
export async function beginFields(
  view: TraceView,
  { beginNs, value }: FoundSpan,
  row: number,
  tools: CallTools,
): Promise<{ name: string; value: string }[]> {
  const { eventClasses } = view.trace.reading;
  const wanted = 'eventClass' in value ? eventClasses[value.eventClass]?.class.name : undefined;
  const query = await EventQuery.of(view, { filter: '', rows: [row] }, tools);
  for await (const batch of query.read({ fromNs: beginNs, toNs: beginNs + 1 })) {
    const first = batch.find(({ event: { event } }) =>
      wanted === undefined ? FUNCTION_ENTRY.test(event.eventClass.name) : event.eventClass.name === wanted,
    );
    if (first)
      return shownFields(first.event.event)
        .filter(({ name }) => wanted !== undefined || !SHOWN_AS_NAMES.includes(name))
        .slice(0, MOST_FIELDS);
  }
  return [];
}
