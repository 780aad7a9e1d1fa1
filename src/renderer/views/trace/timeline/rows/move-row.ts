import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import type { RowLayout } from './lay-rows';
import { movedOrder } from './moved-order';
import type { RowTree } from './row-children';

/** Moves a row among its siblings. */
export function moveRow(tree: RowTree, layout: RowLayout, row: number, by: 1 | -1): void {
  const order = movedOrder(tree, layout, row, by);
  if (order) useRowChoices.getState().arrange(tree.rows[row]?.parent ?? -1, order);
}
