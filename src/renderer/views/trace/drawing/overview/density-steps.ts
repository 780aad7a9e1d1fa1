/**
 * Heights of a density, one for each pixel column, from 0 to 1. A column has the greatest of its bins, so that a short burst stays in
 * sight; a bin that is wider than a column fills several. Anything above 0 is at least `least`.
 */
export function densitySteps(counts: ArrayLike<number>, columns: number, most: number, least: number): Float32Array {
  const steps = new Float32Array(columns);
  if (!(most > 0)) return steps;
  const perColumn = counts.length / columns;
  for (let column = 0; column < columns; column += 1) {
    const first = Math.floor(column * perColumn);
    const end = Math.max(first + 1, Math.floor((column + 1) * perColumn));
    let greatest = 0;
    for (let bin = first; bin < end; bin += 1) greatest = Math.max(greatest, counts[bin] ?? 0);
    if (greatest > 0) steps[column] = Math.max(least, Math.min(1, greatest / most));
  }
  return steps;
}

export function greatestOf(counts: ArrayLike<number>): number {
  let greatest = 0;
  for (let at = 0; at < counts.length; at += 1) greatest = Math.max(greatest, counts[at] ?? 0);
  return greatest;
}
