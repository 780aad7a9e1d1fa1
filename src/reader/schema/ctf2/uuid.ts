import { hexDigits } from '../../hex-digits';
import { type Properties, wrong } from './properties';

const BYTES = 16;

/** Reads a UUID as an array of 16 bytes. @returns 32 lower-case digits with dashes; null without the property */
export function uuidOf(properties: Properties, name: string): string | null {
  const value = properties.get(name);
  if (!value) return null;
  const bytes = (properties.items(name) ?? []).map((item) => {
    if (item.kind !== 'integer' || item.integer < 0n || item.integer > 255n) throw wrong(name, 'a UUID', item);
    return Number(item.integer);
  });
  if (bytes.length !== BYTES) throw wrong(name, 'a UUID', value);
  return hexDigits(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
