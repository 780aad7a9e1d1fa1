import { create } from 'zustand';

interface Requests {
  renaming: boolean;
  deleting: boolean;
}

/** What the keys of the table ask of the detail panel. */
export const useDetailRequests = create<Requests>()(() => ({ renaming: false, deleting: false }));

export const askToRename = (): void => useDetailRequests.setState({ renaming: true });
export const askToDelete = (): void => useDetailRequests.setState({ deleting: true });
export const requestsDone = (): void => useDetailRequests.setState({ renaming: false, deleting: false });
