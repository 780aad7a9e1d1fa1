/** The median of the values. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  return Number.isInteger(middle) ? (upper + (sorted[middle - 1] ?? Number.NaN)) / 2 : upper;
}

/** `median (smallest–largest)`. The spread shows how quiet the machine was. */
export function spread(values: readonly number[]): string {
  return `${Math.round(median(values))} (${Math.round(Math.min(...values))}–${Math.round(Math.max(...values))})`;
}

/** The value that so great a share of them does not exceed. @param share 0 to 1 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/** `p50, p95, greatest`. */
export const quantiles = (values: readonly number[]): string =>
  [0.5, 0.95, 1].map((share) => Math.round(quantile(values, share))).join(', ');

/** A heading and one line a row, the labels in a column of their own. */
export function printFigures(heading: string, rows: readonly (readonly [string, string])[]): void {
  const width = Math.max(...rows.map(([label]) => label.length));
  const lines = rows.map(([label, figure]) => `  ${label.padEnd(width)}  ${figure}`);
  process.stdout.write(`\n${heading}\n${lines.join('\n')}\n`);
}
