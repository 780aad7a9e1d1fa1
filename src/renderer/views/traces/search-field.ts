const ID = 'trace-search';
export const SEARCH_FIELD_ID = ID;

/** Moves the focus into the search field, once it is on the page. */
export function focusSearch(): void {
  requestAnimationFrame(() => {
    const field = document.getElementById(ID);
    if (field instanceof HTMLInputElement) {
      field.focus();
      field.select();
    }
  });
}
