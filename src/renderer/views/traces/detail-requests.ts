import { create } from 'zustand';

export const TABLE_ID = 'trace-table';

interface Requests {
  renaming: boolean;
  deleting: boolean;
}

/** What the keys of the table ask of the detail panel. */
export const useDetailRequests = create<Requests>()(() => ({ renaming: false, deleting: false }));

export const askToRename = (): void => useDetailRequests.setState({ renaming: true });
export const askToDelete = (): void => useDetailRequests.setState({ deleting: true });
/** The focus goes back to the table when what held it is gone. */
export function focusTable(): void {
  requestAnimationFrame(() => {
    const table = document.getElementById(TABLE_ID);
    table?.focus();
  });
}

export const requestsDone = (): void => useDetailRequests.setState({ renaming: false, deleting: false });
