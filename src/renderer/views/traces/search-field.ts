const ID = 'trace-search';
export const SEARCH_FIELD_ID = ID;

/** Moves the focus to the search field once it is rendered. */
export function focusSearch(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(ID);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.select();
    }
  });
}
