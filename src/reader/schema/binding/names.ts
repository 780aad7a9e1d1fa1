/**
 * Names as they are shown, by names in the metadata. Tracers of CTF 1.8 put an underscore before names, since some are keywords;
 * one is dropped, unless the name would be empty or equal another.
 */
export function shownNames(names: readonly string[], version: '1.8' | '2'): readonly string[] {
  if (version === '2' || !names.some((name) => name.startsWith('_'))) return names;
  const taken = new Set(names.filter((name) => !name.startsWith('_')));
  return names.map((name) => {
    if (!name.startsWith('_')) return name;
    const short = name.slice(1);
    if (short === '' || taken.has(short)) return name;
    taken.add(short);
    return short;
  });
}
