import type { KeyboardEvent } from 'react';
import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import type { LaidRow, RowLayout } from './lay-rows';
import type { RowTree } from './row-children';
import { rowOrder, selectedRow, selectRow, stepRow } from './select-row';

/** The keys of a tree by the ARIA practices: arrows, Home, End, Space and Enter. Letters belong to the whole trace view. */
export const useTreeKeys =
  (tree: RowTree, layout: RowLayout) =>
  (event: KeyboardEvent): void => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const row = selectedRow(layout);
    const laid = [...layout.rows, ...layout.pinned].find((one) => one.row === row);
    if (!move(event.key, tree, layout, laid)) return;
    event.preventDefault();
    event.stopPropagation();
  };

/** @returns whether the key means something here */
function move(key: string, tree: RowTree, layout: RowLayout, laid: LaidRow | undefined): boolean {
  const { toggle } = useRowChoices.getState();
  const order = rowOrder(layout);
  const goTo = (row: number | undefined): void => {
    if (row !== undefined) selectRow(tree, row);
  };
  if (key === 'ArrowDown') stepRow(tree, layout, 1);
  else if (key === 'ArrowUp') stepRow(tree, layout, -1);
  else if (key === 'Home') goTo(order[0]);
  else if (key === 'End') goTo(order.at(-1));
  else if (!laid) return false;
  else if (key === 'ArrowRight' && laid.isExpanded === false) toggle(laid.row, true);
  else if (key === 'ArrowRight' && laid.isExpanded) goTo(childOf(layout, laid));
  else if (key === 'ArrowLeft' && laid.isExpanded) toggle(laid.row, false);
  else if (key === 'ArrowLeft') goTo(parentOf(tree, laid));
  else if ((key === ' ' || key === 'Enter') && laid.isExpanded !== null) toggle(laid.row, !laid.isExpanded);
  else return false;
  return true;
}

function childOf({ rows, pinned }: RowLayout, laid: LaidRow): number | undefined {
  const list = rows.includes(laid) ? rows : pinned;
  const next = list[list.indexOf(laid) + 1];
  return next && next.level > laid.level ? next.row : undefined;
}

function parentOf(tree: RowTree, { row }: LaidRow): number | undefined {
  const parent = tree.rows[row]?.parent ?? -1;
  return parent < 0 ? undefined : parent;
}
