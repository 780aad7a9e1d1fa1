import { metadataError } from '../../read-error';
import type { ValueRange } from '../field-class';
import type { JsonValue } from './json-text';
import { itemsOf, wrong } from './properties';

/**
 * Reads `[[LOW, HIGH], …]`, at least one range.
 * @param least the smallest allowed value
 */
export function valueRanges(value: JsonValue, name: string, least: bigint): ValueRange[] {
  const items = itemsOf(value, name);
  if (items.length === 0) throw wrong(name, 'an array with ranges', value);
  return items.map((item) => {
    const [low, high, ...more] = itemsOf(item, name);
    if (low?.kind !== 'integer' || high?.kind !== 'integer' || more.length > 0)
      throw wrong(name, 'an array of pairs of integers', item);
    if (low.integer > high.integer) throw metadataError('A range ends before it begins.', item.line);
    if (low.integer < least) throw metadataError('A value of a range does not fit in its integer.', item.line);
    return { low: low.integer, high: high.integer };
  });
}
