export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type Path = readonly (string | number)[];

/** Every path in a request: the root, each field and each element. */
export function placesOf(value: Json, path: Path = []): Path[] {
  const below =
    Array.isArray(value) || (typeof value === 'object' && value !== null)
      ? Object.entries(value).flatMap(([key, inner]) =>
          placesOf(inner, [...path, Array.isArray(value) ? Number(key) : key]),
        )
      : [];
  return [path, ...below];
}

export const at = (value: Json, path: Path): Json =>
  path.reduce<Json>((found, key) => (found as Record<string | number, Json>)[key] ?? null, value);

/** Returns a copy with `change` applied to the place. `__proto__` becomes an ordinary key. */
export function changed(value: Json, path: Path, change: (old: Json) => Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? null;
  if (Array.isArray(value)) {
    const inner =
      rest.length > 0 ? changed(value[Number(key)] ?? null, rest, change) : change(value[Number(key)] ?? null);
    return inner === undefined ? value.toSpliced(Number(key), 1) : value.with(Number(key), inner);
  }
  const entries = Object.entries(value as Record<string, Json>).flatMap(([name, old]): [string, Json][] => {
    if (name !== key) return [[name, old]];
    const inner = rest.length > 0 ? changed(old, rest, change) : change(old);
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(entries);
}
