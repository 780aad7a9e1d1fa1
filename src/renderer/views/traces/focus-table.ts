export const TABLE_ID = 'trace-table';

/** The focus goes to the table when what held it is gone. */
export function focusTable(): void {
  requestAnimationFrame(() => document.getElementById(TABLE_ID)?.focus());
}
