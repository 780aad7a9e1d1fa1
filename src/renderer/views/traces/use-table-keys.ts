import type { KeyboardEvent } from 'react';
import { extended, NO_SELECTION, only, target, toggled } from '../../models/traces-table/selection';
import { useTraces } from '../../stores/traces';
import { openSelected } from './trace-actions';

interface Table {
  order: readonly string[];
  /** Index of the focused row, -1 for none. */
  focused: number;
  pageRows(): number;
  rowElement(id: string): HTMLElement | null;
}

/** The keys of the rows. Keys that work in the whole view (F2, Delete, Ctrl+A …) are in trace-actions.ts. */
export function useTableKeys({ order, focused, pageRows, rowElement }: Table): (event: KeyboardEvent) => void {
  const selection = useTraces((state) => state.selection);
  const choose = useTraces((state) => state.setSelection);
  return (event) => {
    if (event.altKey || event.metaKey || event.target !== event.currentTarget) return; // the headings handle their own keys
    const { key, shiftKey, ctrlKey } = event;
    const next = target(key, focused, order.length, pageRows());
    const id = next === null ? undefined : order[next];
    if (id !== undefined) {
      if (shiftKey) choose(extended(selection, order, id));
      else if (ctrlKey) choose({ ...selection, focus: id });
      else choose(only(id));
    } else if (key === ' ' && selection.focus !== null) {
      choose(ctrlKey || shiftKey ? toggled(selection, selection.focus) : only(selection.focus));
    } else if (key === 'Enter' && !ctrlKey) openSelected();
    else if (key === 'Escape') choose({ ...NO_SELECTION, focus: selection.focus });
    else if (key === 'ContextMenu' || (key === 'F10' && shiftKey)) openMenuAt(selection.focus, rowElement);
    else return;
    event.preventDefault();
  };
}

/** The Menu key opens the menu of the focused row, not of the grid that has the DOM focus. */
function openMenuAt(id: string | null, rowElement: Table['rowElement']): void {
  const row = id === null ? null : rowElement(id);
  if (!row) return;
  const { left, bottom } = row.getBoundingClientRect();
  row.dispatchEvent(
    new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: left + 24, clientY: bottom }),
  );
}
