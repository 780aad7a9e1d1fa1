import type { SyntheticSource } from './synthetic-source';

/** What programs of a container can name themselves, their threads and functions. */
export const hostileNames: [what: string, name: string][] = [
  ['control characters', '\u0000a\u001b[31mred\u0007\u009b2J\r\nnext\tline'],
  ['right-to-left text and overrides', '\u202egnp.exe\u2066 \u05d0\u05d1\u05d2 \u200f'],
  ['10 000 characters', 'x'.repeat(10_000)],
  ['10 000 pairs of surrogates', '\u{1f600}'.repeat(10_000)],
  ['half surrogate pairs', 'a\ud800b\udc00\udc00c\ud83d'],
  ['quotes, commas and line separators', '"],}{\'`,\\";\u2028\u2029</script>=1+1'],
  ['nothing', ''],
];

/** Gives everything in the source the name. */
export function withHostileNames(source: SyntheticSource, name: string): SyntheticSource {
  source.title = name;
  for (const entry of [...source.tables.containers, ...source.tables.processes, ...source.tables.threads])
    entry.name = name;
  for (const known of source.tables.functions) Object.assign(known, { symbol: name, file: name });
  for (const counter of source.tables.counters) counter.name = name;
  source.tables.syscalls.fill(name);
  return source;
}

/** Gives each thing of the source another one of the names. */
export function withAllHostileNames(source: SyntheticSource): SyntheticSource {
  const { containers, processes, threads, functions, syscalls, counters } = source.tables;
  const nameOf = (index: number): string => hostileNames[index % hostileNames.length]?.[1] ?? '';
  source.title = nameOf(0);
  for (const entries of [containers, processes, threads, counters])
    for (const [index, entry] of entries.entries()) entry.name = nameOf(index);
  for (const [index, known] of functions.entries())
    Object.assign(known, { symbol: nameOf(index + 2), file: nameOf(index + 4) });
  for (const index of syscalls.keys()) syscalls[index] = nameOf(index + 1);
  return source;
}
