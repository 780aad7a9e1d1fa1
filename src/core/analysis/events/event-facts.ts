import type { DecodedEvent, FieldValue, FieldValues } from '@reader/events/event';
import type { EventOwner } from './event-owners';
import type { FilterFacts } from './match-filter';

/** An event with everything that is shown of it. */
export interface NamedEvent {
  event: DecodedEvent;
  domain: 'userspace' | 'kernel';
  owner: EventOwner;
  /** Name of the function that the event is about, or that emitted it; null if it is not known. */
  symbol: string | null;
}

/** What a filter sees of an event. */
export const factsOf = ({ event, domain, owner, symbol }: NamedEvent): FilterFacts => ({
  name: event.eventClass.name,
  domain,
  cpu: event.cpu,
  container: () => owner.container,
  process: () => ({ name: owner.process, id: owner.pid }),
  thread: () => ({ name: owner.thread, id: owner.tid }),
  symbol: () => symbol,
  field: (path) => fieldAt(event, path),
});

/** In the payload, or else in a context. A path has the names of nested fields, and numbers of elements: `addr.0.port`. */
function fieldAt(event: DecodedEvent, path: string): FieldValue | undefined {
  const scopes = [event.payload, event.specificContext, event.commonContext];
  for (const scope of scopes) {
    const found = scope.get(path) ?? nested(scope, path.split('.'));
    if (found !== undefined) return found;
  }
  return undefined;
}

function nested(fields: FieldValues, [first = '', ...rest]: readonly string[]): FieldValue | undefined {
  let value = fields.get(first);
  for (const name of rest) {
    if (value instanceof Map) value = value.get(name) as FieldValue | undefined;
    else if (Array.isArray(value)) value = (value as readonly FieldValue[])[Number(name)];
    else return undefined;
  }
  return value;
}
