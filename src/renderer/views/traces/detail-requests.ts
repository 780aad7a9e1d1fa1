import { create } from 'zustand';
import { useTraces } from '../../stores/traces';
import { useTracesTable } from '../../stores/traces-table';

interface Requests {
  renaming: boolean;
}

/** Requests of keys and menus to the detail panel. */
export const useDetailRequests = create<Requests>()(() => ({ renaming: false }));

/** Opens the panel to rename the trace. A trace that cannot be read keeps its name. */
export function askToRename(): void {
  const { selectedId, rows } = useTraces.getState();
  const row = rows?.find((one) => one.id === selectedId);
  if (!row || row.state === 'unknown') return;
  useTracesTable.getState().openDetail(true);
  useDetailRequests.setState({ renaming: true });
}

export const requestsDone = (): void => useDetailRequests.setState({ renaming: false });
