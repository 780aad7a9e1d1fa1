/** Filters that are answered in different ways, all with many matches. */
export const FILTERS = [
  ['a name', 'lttng_ust_cyg_profile:func_exit'],
  ['a field', 'addr!=0 name=*entry'],
  ['a process', 'process=calls not name=*exit'],
  ['a function', 'symbol=encode'],
] as const;

/** Ranges of several lengths all over a trace, the same in each run. */
export function functionRanges(lengthNs: number): { fromNs: number; toNs: number }[] {
  return [1, 0.5, 0.1, 0.01].flatMap((share) =>
    [0, 0.31, 0.62, 0.97].map((place) => {
      const fromNs = Math.floor(place * (1 - share) * lengthNs);
      return { fromNs, toNs: Math.ceil(fromNs + share * lengthNs) };
    }),
  );
}
