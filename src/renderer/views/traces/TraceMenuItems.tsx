import { keyLabel } from '../../format/key-name';
import { canOpen } from '../../frame/viewer-actions';
import { FormatSubmenu } from '../../parts/FormatSubmenu';
import { MenuItem, MenuLine } from '../../parts/MenuItem';
import { useTraces } from '../../stores/traces';
import { useViewers } from '../../stores/viewers';
import { texts } from '../../texts/en';
import { canCompare, compareRows } from './compare/compare-selected';
import { askToRename } from './detail-requests';
import { recordAgain } from './record-again';
import {
  canRecordAgain,
  canRemove,
  canRename,
  copyIds,
  copyPath,
  deleteSelected,
  exportable,
  exportSelected,
  exportSelectedAs,
  openDetail,
  openSelected,
  selectedRows,
  showFolder,
} from './trace-actions';

const {
  viewers,
  traces: { menu: labels },
} = texts;

/**
 * The actions on the selected traces, in three groups: open and export, everything else, delete. The menu of a row contains
 * all of them. The menu of the detail panel contains all except the one that opens the panel.
 */
export function TraceMenuItems({ inDetail = false }: { inDetail?: boolean }) {
  const selection = useTraces((state) => state.selection);
  const rows = selectedRows();
  const known = canRename(rows);
  const [row] = rows;
  const id = row?.id ?? '';
  const opens = rows.length === 1 && row !== undefined && canOpen(row);
  return (
    <>
      {inDetail ? null : (
        <>
          <MenuItem onClick={openSelected} keys={keyLabel('Enter')} disabled={!opens}>
            {labels.open}
          </MenuItem>
          <MenuItem
            onClick={() => row && void useViewers.getState().open(row.id, row.title)}
            keys="Ctrl+O"
            disabled={!opens}
          >
            {viewers.open}
          </MenuItem>
          <MenuItem onClick={openDetail} keys={keyLabel('Alt+Enter')}>
            {labels.details}
          </MenuItem>
        </>
      )}
      <MenuItem onClick={() => void useViewers.getState().openSpeedscope(id)} disabled={!opens}>
        {viewers.speedscope}
      </MenuItem>
      {inDetail ? null : (
        <MenuItem onClick={exportSelected} keys="Ctrl+E" disabled={exportable(rows).length === 0}>
          {labels.export}
        </MenuItem>
      )}
      <FormatSubmenu label={labels.exportAs} disabled={exportable(rows).length === 0} onSelect={exportSelectedAs} />
      <MenuLine />
      <MenuItem onClick={askToRename} keys="F2" disabled={!known}>
        {labels.rename}
      </MenuItem>
      <MenuItem onClick={() => void showFolder(id)} disabled={!known}>
        {labels.showFolder}
      </MenuItem>
      <MenuItem onClick={() => void copyPath(id)} disabled={rows.length !== 1}>
        {labels.copyPath}
      </MenuItem>
      <MenuItem onClick={() => void useViewers.getState().openTerminal(id)} disabled={!opens}>
        {viewers.terminal}
      </MenuItem>
      <MenuItem
        onClick={() => void recordAgain(id)}
        disabled={!canRecordAgain(rows)}
        title={known && !row?.repeatable ? texts.traces.notRepeatable : undefined}
      >
        {labels.recordAgain}
      </MenuItem>
      {inDetail ? null : (
        <MenuItem onClick={() => compareRows(rows)} disabled={!canCompare(rows)}>
          {texts.compare.item}
        </MenuItem>
      )}
      <MenuItem onClick={() => void copyIds([...selection.ids])}>
        {rows.length === 1 ? labels.copyId : labels.copyIds}
      </MenuItem>
      <MenuLine />
      <MenuItem onClick={deleteSelected} keys="Del" disabled={!canRemove(rows)}>
        {labels.remove}
      </MenuItem>
    </>
  );
}
