/** The selected rows, the anchor of the range, and the focused row. Ids, because rows are added and removed. */
export interface Selection {
  ids: ReadonlySet<string>;
  anchor: string | null;
  focus: string | null;
}

export const NO_SELECTION: Selection = { ids: new Set(), anchor: null, focus: null };

export const only = (id: string): Selection => ({ ids: new Set([id]), anchor: id, focus: id });

/** Toggles a row, as Ctrl+click and Ctrl+Space do. */
export function toggled({ ids }: Selection, id: string): Selection {
  const next = new Set(ids);
  if (!next.delete(id)) next.add(id);
  return { ids: next, anchor: id, focus: id };
}

/** Selects from the anchor to this row, as Shift+click and Shift+arrows do. */
export function extended(selection: Selection, order: readonly string[], id: string): Selection {
  const anchor = selection.anchor ?? selection.focus ?? id;
  const from = order.indexOf(anchor);
  const to = order.indexOf(id);
  if (from < 0 || to < 0) return only(id);
  return { ids: new Set(order.slice(Math.min(from, to), Math.max(from, to) + 1)), anchor, focus: id };
}

/** Selects every shown row. The focus stays. */
export const everything = ({ focus }: Selection, order: readonly string[]): Selection => ({
  ids: new Set(order),
  anchor: order[0] ?? null,
  focus: focus ?? order[0] ?? null,
});

/**
 * Removes rows that no longer exist. If no selected row is left, the row at the place of the focused one is selected, so that
 * the keyboard user can continue there.
 * @param before the order of the rows before the removal
 */
export function without(selection: Selection, before: readonly string[], gone: ReadonlySet<string>): Selection {
  const ids = new Set([...selection.ids].filter((id) => !gone.has(id)));
  const at = selection.focus === null ? -1 : before.indexOf(selection.focus);
  const next = at < 0 ? undefined : nearest(before, at, gone);
  if (ids.size === 0) return next === undefined || selection.ids.size === 0 ? NO_SELECTION : only(next);
  const kept = (id: string | null): string | null => (id !== null && !gone.has(id) ? id : (next ?? null));
  return { ids, anchor: kept(selection.anchor), focus: kept(selection.focus) };
}

function nearest(order: readonly string[], at: number, gone: ReadonlySet<string>): string | undefined {
  return order.slice(at + 1).find((id) => !gone.has(id)) ?? order.slice(0, at).findLast((id) => !gone.has(id));
}

/** Returns the index to which a key moves the focus; null for other keys and for an empty list. */
export function target(key: string, at: number, rows: number, page: number): number | null {
  const last = rows - 1;
  if (last < 0) return null;
  switch (key) {
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowUp':
      return at < 0 ? last : Math.max(0, at - 1);
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageDown':
      return Math.min(last, Math.max(0, at) + Math.max(1, page));
    case 'PageUp':
      return Math.max(0, at - Math.max(1, page));
    default:
      return null;
  }
}
