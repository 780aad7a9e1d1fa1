import type { ExportFileFormat } from '@shared/archive/formats';
import type { TraceRow } from '@shared/model/trace-record';
import { ask, errorOf } from '../../bridge';
import { canOpen } from '../../frame/viewer-actions';
import { everything } from '../../models/traces-table/selection';
import { type Action, knowActions } from '../../stores/actions';
import { announce } from '../../stores/announce';
import { useArchives } from '../../stores/archives';
import { showTrace } from '../../stores/trace-view/show-trace';
import { shownOrder, useTraces } from '../../stores/traces';
import { useTracesTable } from '../../stores/traces-table';
import { useTrash } from '../../stores/traces-trash';
import { texts } from '../../texts/en';
import { canCompare, compareRows } from './compare/compare-selected';
import { askToRename } from './detail-requests';
import { focusTable } from './focus-table';
import { recordAgain } from './record-again';

const { actions: names, ...labels } = texts.traces;

/** The selected rows, unordered. */
export function selectedRows(): TraceRow[] {
  const { rows, selection } = useTraces.getState();
  return rows?.filter((row) => selection.ids.has(row.id)) ?? [];
}

const onlyRow = (): TraceRow | undefined => {
  const { rows, selectedId } = useTraces.getState();
  return rows?.find((row) => row.id === selectedId);
};
const isSettled = (row: TraceRow): boolean => row.state === 'ready' || row.state === 'damaged';

export const canRename = (rows: readonly TraceRow[]): boolean => rows.length === 1 && rows[0]?.state !== 'unknown';
export const canRecordAgain = (rows: readonly TraceRow[]): boolean => canRename(rows) && rows[0]?.repeatable === true;
export const canRemove = (rows: readonly TraceRow[]): boolean => rows.some(isSettled);

/** The rows that can be exported: damaged ones too, but no running recordings and no unreadable traces. */
export const exportable = (rows: readonly TraceRow[]): TraceRow[] => rows.filter(isSettled);

/** Asks for a place and exports the selected traces. */
export const exportSelected = (): void => exportSelectedAs();

/** @param format the only one that is offered; default: all */
export function exportSelectedAs(format?: ExportFileFormat): void {
  const ids = exportable(selectedRows()).map((row) => row.id);
  if (ids.length > 0) void useArchives.getState().save(ids, format);
}

/** Moves the selected traces to the trash at once. Undo restores them. */
export function deleteSelected(): void {
  void useTrash.getState().remove([...useTraces.getState().selection.ids]);
  focusTable();
}

export function undoRemoval(): void {
  void useTrash.getState().undo().then(focusTable);
}

export async function showFolder(id: string): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    await ask('traces:show-folder', { id });
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

export async function copyIds(ids: readonly string[]): Promise<void> {
  await navigator.clipboard.writeText(ids.join('\n'));
  announce(labels.idCopied);
}

/** Copies the path of the trace's folder, for a terminal or a file dialog. */
export async function copyPath(id: string): Promise<void> {
  useTraces.getState().refuse(null);
  try {
    const { path } = await ask('traces:path', { id });
    await navigator.clipboard.writeText(path);
    announce(labels.pathCopied);
  } catch (thrown) {
    useTraces.getState().refuse(errorOf(thrown));
  }
}

export function selectAll(): void {
  const list = useTraces.getState();
  list.setSelection(everything(list.selection, shownOrder()));
}

/** Opens the selected trace in the view Trace. For several, or one that cannot be read, the panel says why not. */
export function openSelected(): void {
  const row = onlyRow();
  if (row && canOpen(row)) showTrace(row.id, row.title);
  else openDetail();
}

/** Opens the panel for the selected trace and moves the focus there. */
export function openDetail(): void {
  if (useTraces.getState().selection.ids.size === 0) return;
  useTracesTable.getState().openDetail(true);
  requestAnimationFrame(() => document.getElementById('trace-detail')?.focus());
}

/** The actions for the palette and the keys, while the view is open. */
export const TRACE_ACTIONS: readonly Action[] = [
  {
    id: 'traces.open',
    title: names.open,
    searchTerms: names.openTerms,
    group: 'traces',
    when: () => selectedRows().filter(canOpen).length === 1,
    run: openSelected,
  },
  {
    id: 'traces.details',
    title: names.details,
    group: 'traces',
    keys: 'Alt+Enter',
    when: () => selectedRows().length > 0,
    run: openDetail,
  },
  {
    id: 'traces.export',
    title: names.export,
    group: 'traces',
    keys: 'Control+E',
    when: () => exportable(selectedRows()).length > 0,
    run: exportSelected,
  },
  {
    id: 'traces.rename',
    title: names.rename,
    group: 'traces',
    keys: 'F2',
    when: () => canRename(selectedRows()),
    run: askToRename,
  },
  {
    id: 'traces.remove',
    title: names.remove,
    searchTerms: names.removeTerms,
    group: 'traces',
    keys: 'Delete',
    when: () => canRemove(selectedRows()),
    run: deleteSelected,
  },
  {
    id: 'traces.undo',
    title: names.undo,
    group: 'traces',
    keys: 'Control+Z',
    when: () => useTrash.getState().moving || useTrash.getState().deletions.length > 0,
    run: undoRemoval,
  },
  {
    id: 'traces.record-again',
    title: names.recordAgain,
    group: 'traces',
    when: () => canRecordAgain(selectedRows()),
    run: () => {
      const row = onlyRow();
      if (row) void recordAgain(row.id);
    },
  },
  {
    id: 'traces.show-folder',
    title: names.showFolder,
    group: 'traces',
    when: () => canRename(selectedRows()),
    run: () => {
      const row = onlyRow();
      if (row) void showFolder(row.id);
    },
  },
  {
    id: 'traces.copy-path',
    title: names.copyPath,
    group: 'traces',
    when: () => onlyRow() !== undefined,
    run: () => {
      const row = onlyRow();
      if (row) void copyPath(row.id);
    },
  },
  {
    id: 'traces.compare',
    title: texts.compare.action,
    group: 'traces',
    when: () => canCompare(selectedRows()),
    run: () => compareRows(selectedRows()),
  },
  { id: 'traces.all', title: names.all, group: 'traces', keys: 'Control+A', run: selectAll },
];
knowActions(TRACE_ACTIONS);
