import { metadataError } from '../../read-error';
import type { Reference, RootScope } from '../declared';
import type { JsonValue } from './json-text';
import { itemsOf, Properties, textOf, wrong } from './properties';

const ORIGINS: Readonly<Record<string, RootScope>> = {
  'packet-header': 'packet-header',
  'packet-context': 'packet-context',
  'event-record-header': 'event-header',
  'event-record-common-context': 'common-context',
  'event-record-specific-context': 'specific-context',
  'event-record-payload': 'payload',
};

/**
 * Reads a field location: names from a scope, or from the enclosing structure. `null` goes up to the structure around. The draft
 * of CTF 2 has an array `[ORIGIN, NAME, …]`.
 */
export function fieldLocation(value: JsonValue, name: string): Reference {
  if (value.kind === 'array') return fromDraft(value.items, value);
  const properties = new Properties(value, `The property \`${name}\``);
  const origin = properties.oneOf('origin', ORIGINS);
  const { up, path } = normalized(itemsOf(properties.need('path'), 'path'));
  properties.end();
  if (path.length === 0) throw metadataError('The path of a field location does not end with a name.', value.line);
  if (origin && up > 0) throw metadataError('The path of a field location leaves its scope.', value.line);
  return { from: origin ?? { up }, path, line: value.line };
}

function fromDraft([origin, ...names]: readonly JsonValue[], value: JsonValue): Reference {
  const scope = origin?.kind === 'string' && Object.hasOwn(ORIGINS, origin.text) ? ORIGINS[origin.text] : undefined;
  if (!scope || names.length === 0) throw wrong('location', 'a scope with names', value);
  return { from: scope, path: names.map((item) => textOf(item, 'location')), line: value.line };
}

/** `null` cancels the name before it, whether or not such a field exists. */
function normalized(items: readonly JsonValue[]): { up: number; path: string[] } {
  const path: string[] = [];
  let up = 0;
  for (const item of items)
    if (item.kind !== 'null') path.push(textOf(item, 'path'));
    else if (path.pop() === undefined) up += 1;
  return items.at(-1)?.kind === 'null' ? { up, path: [] } : { up, path };
}
