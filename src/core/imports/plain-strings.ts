import { stripControls } from '@shared/model/plain-text';

/** Removes control characters from every string in the data, object keys included. */
export function withPlainStrings<T>(value: T): T {
  if (typeof value === 'string') return stripControls(value) as T;
  if (Array.isArray(value)) return value.map(withPlainStrings) as T;
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [stripControls(key), withPlainStrings(one)]),
  ) as T;
}
