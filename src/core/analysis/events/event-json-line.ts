import type { TraceSpan } from '@reader/packets/packet-table';
import type { ExportEvent } from '../formats/export-source';
import { eventJson } from '../formats/write-events';
import type { NamedEvent } from './event-facts';

/** An event as exports have it. */
export const exportEventOf = ({ event, owner, symbol }: NamedEvent): ExportEvent => ({
  timeNs: event.timeNs,
  name: event.eventClass.name,
  owner,
  cpu: event.cpu,
  symbol,
  context: new Map([...event.commonContext, ...event.specificContext]),
  fields: event.payload,
});

/** An event as one line of NDJSON, as the export writes it. Names are exact except for control characters. */
export const eventJsonLine = (event: NamedEvent, span: Pick<TraceSpan, 'beginNs' | 'isAbsolute'>): string =>
  eventJson({ beginUnixNs: span.isAbsolute ? span.beginNs : null }, exportEventOf(event));
