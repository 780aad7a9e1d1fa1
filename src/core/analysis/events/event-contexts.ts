import type { DecodedEvent, FieldValue } from '@reader/events/event';

/** A context of an event's stream, else of the event itself. */
export const contextOf = (
  { commonContext, specificContext }: Pick<DecodedEvent, 'commonContext' | 'specificContext'>,
  name: string,
): FieldValue | undefined => commonContext.get(name) ?? specificContext.get(name);

export const numberOf = (value: FieldValue | undefined): number | undefined =>
  typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
