import type { FieldValue, FieldValues } from '@reader/events/event';

/** What a terminal interprets and JSON.stringify keeps. */
const INTERPRETED = /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** A text as JSON, with escapes for everything that a terminal interprets, and for half surrogate pairs. */
export const textJson = (text: string): string =>
  JSON.stringify(text).replace(INTERPRETED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** Fields as a JSON object, in the order of the metadata. */
export function fieldsJson(fields: FieldValues): string {
  let text = '{';
  for (const [name, value] of fields) text += `${text.length === 1 ? '' : ','}${textJson(name)}:${valueJson(value)}`;
  return `${text}}`;
}

/**
 * A value as JSON. Integers have all their digits, also those above 2^53. Bytes are hexadecimal text, an enumeration has its value
 * and labels, and floats that JSON does not have are the texts `NaN`, `Infinity` and `-Infinity`.
 */
export function valueJson(value: FieldValue): string {
  if (value === null) return 'null';
  switch (typeof value) {
    case 'number':
      if (!Number.isFinite(value)) return `"${value}"`;
      return Object.is(value, -0) ? '-0.0' : String(value);
    case 'bigint':
    case 'boolean':
      return String(value);
    case 'string':
      return textJson(value);
    default:
      return compoundJson(value);
  }
}

function compoundJson(value: Extract<FieldValue, object>): string {
  if (value instanceof Uint8Array) return `"${Buffer.from(value).toString('hex')}"`;
  if (Array.isArray(value)) return `[${value.map((element) => valueJson(element)).join()}]`;
  if (value instanceof Map) return fieldsJson(value);
  if (isEnumeration(value)) return `{"value":${value.value},"labels":[${value.labels.map(textJson).join()}]}`;
  return 'null';
}

type Enumeration = Extract<FieldValue, { labels: readonly string[] }>;
const isEnumeration = (value: object): value is Enumeration => 'labels' in value;
