/** Sorts rows by whole numbers from 0 to `count - 1`. Rows with equal keys keep their order. @param keys by row */
export function sortedBy(order: Uint32Array, keys: ArrayLike<number>, count: number): Uint32Array {
  const next = new Uint32Array(count + 1);
  for (let at = 0; at < order.length; at++) {
    const key = (keys[order[at] as number] as number) + 1;
    next[key] = (next[key] as number) + 1;
  }
  for (let key = 1; key <= count; key++) next[key] = (next[key] as number) + (next[key - 1] as number);
  const sorted = new Uint32Array(order.length);
  for (let at = 0; at < order.length; at++) {
    const row = order[at] as number;
    const key = keys[row] as number;
    const to = next[key] as number;
    next[key] = to + 1;
    sorted[to] = row;
  }
  return sorted;
}
