import { create } from 'zustand';
import { useTraces } from '../../stores/traces';
import { useTracesTable } from '../../stores/traces-table';

interface Requests {
  renaming: boolean;
}

/** What keys and menus ask of the detail panel. */
export const useDetailRequests = create<Requests>()(() => ({ renaming: false }));

/** Opens the panel for it; the name of what cannot be read stays as it is. */
export function askToRename(): void {
  const { selectedId, rows } = useTraces.getState();
  const row = rows?.find((one) => one.id === selectedId);
  if (!row || row.state === 'unknown') return;
  useTracesTable.getState().openDetail(true);
  useDetailRequests.setState({ renaming: true });
}

export const requestsDone = (): void => useDetailRequests.setState({ renaming: false });
