/** Compares two releases of numbers and dots, `2.34` and `2.4`. @returns below 0 when the first is older */
export function compareReleases(a: string, b: string): number {
  const [first, second] = [a, b].map((release) => release.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(first.length, second.length); at++) {
    const difference = (first[at] ?? 0) - (second[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
