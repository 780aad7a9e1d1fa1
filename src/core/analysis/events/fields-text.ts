import type { DecodedEvent, FieldValue } from '@reader/events/event';
import { oneLine } from '@shared/model/plain-text';
import { textJson } from '../formats/field-json';

/** The fields of an event without its contexts. Addresses and masks are hexadecimal. */
export function shownFields({
  eventClass,
  payload,
}: Pick<DecodedEvent, 'eventClass' | 'payload'>): { name: string; value: string }[] {
  const hexadecimal = new Set(eventClass.payload?.fields.filter(isHexadecimal).map(({ name }) => name));
  return [...payload].map(([name, value]) => ({
    name: oneLine(name),
    value: hexadecimal.has(name) ? hexText(value) : valueText(value),
  }));
}

/** The fields of an event, each as `name = value`. */
export const fieldTexts = (event: Pick<DecodedEvent, 'eventClass' | 'payload'>): string[] =>
  shownFields(event).map(({ name, value }) => `${name} = ${value}`);

type Field = NonNullable<DecodedEvent['eventClass']['payload']>['fields'][number];

const isHexadecimal = ({ class: of }: Field): boolean => of.kind === 'integer' && of.base === 16;

const hexText = (value: FieldValue): string =>
  (typeof value === 'number' || typeof value === 'bigint') && value >= 0 ? `0x${value.toString(16)}` : valueText(value);

/**
 * Text is quoted, so that a line end or a comma in it cannot be taken for another field. Control characters are escaped: an
 * unterminated sequence such as U+0090 would hide the events after it.
 */
function valueText(value: FieldValue): string {
  if (value === null) return 'none';
  if (typeof value === 'string') return textJson(value);
  if (typeof value !== 'object') return String(value);
  if (value instanceof Uint8Array) return `0x${Buffer.from(value).toString('hex')}`;
  if (Array.isArray(value)) return `[ ${value.map(valueText).join(', ')} ]`;
  if (value instanceof Map)
    return `{ ${[...value].map(([name, one]) => `${oneLine(name)} = ${valueText(one)}`).join(', ')} }`;
  return 'labels' in value ? `${value.labels.map(oneLine).join('|') || '?'} (${value.value})` : '?';
}
