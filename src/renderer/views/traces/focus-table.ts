export const TABLE_ID = 'trace-table';

/** Moves the focus to the table after the focused element was removed. */
export function focusTable(): void {
  requestAnimationFrame(() => document.getElementById(TABLE_ID)?.focus());
}
