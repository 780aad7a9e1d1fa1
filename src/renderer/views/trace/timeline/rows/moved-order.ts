import type { RowLayout } from './lay-rows';
import type { RowTree } from './row-children';

/**
 * The order of a row's siblings after a step up or down.
 * @returns null if the row cannot move: at an end, alone, pinned, or of a CPU, whose order is that of the numbers
 */
export function movedOrder(tree: RowTree, { rows }: RowLayout, row: number, by: 1 | -1): readonly number[] | null {
  const { parent, kind } = tree.rows[row] ?? { parent: -1, kind: 'cpu' };
  if (kind === 'cpu' || kind === 'cpus') return null;
  const isMovable = (one: number): boolean => tree.rows[one]?.parent === parent && tree.rows[one]?.kind !== 'cpus';
  const siblings = rows.map((laid) => laid.row).filter(isMovable);
  const at = siblings.indexOf(row);
  const neighbour = siblings[at + by];
  if (at < 0 || neighbour === undefined) return null;
  const order = [...siblings];
  order[at] = neighbour;
  order[at + by] = row;
  return order;
}
