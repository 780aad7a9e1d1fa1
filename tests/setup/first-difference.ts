/** Where two results first differ, as `records.timeNs[12]: 1 instead of 2`; null if nowhere. For arrays that are too long to print. */
export function firstDifference(found: unknown, expected: unknown, path = ''): string | null {
  if (Object.is(found, expected)) return null;
  if (isNumbers(found) && isNumbers(expected)) {
    const at = expected.findIndex((value: unknown, index: number) => !Object.is(found[index], value));
    if (at >= 0) return `${path}[${at}]: ${String(found[at])} instead of ${String(expected[at])}`;
    return found.length === expected.length ? null : `${path}: ${found.length} entries instead of ${expected.length}`;
  }
  const [a, b] = [entriesOf(found), entriesOf(expected)];
  if (!a || !b) return `${path}: ${String(found)} instead of ${String(expected)}`;
  for (const [key, value] of Object.entries(b)) {
    const at = Array.isArray(b) ? `${path}[${key}]` : `${path}.${key}`;
    const difference = firstDifference(a[key], value, at);
    if (difference) return difference;
  }
  const [more, less] = [Object.keys(a).length, Object.keys(b).length];
  return more === less ? null : `${path}: ${more} entries instead of ${less}`;
}

const isNumbers = (value: unknown): value is Float64Array => ArrayBuffer.isView(value);

const entriesOf = (value: unknown): Record<string, unknown> | null =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
