import { Menu } from '@base-ui/react/menu';
import type { ReactNode } from 'react';
import { canOpen } from '../../frame/viewer-actions';
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
  openDetail,
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
          <Item onClick={openDetail} keys="Enter">
            {labels.open}
          </Item>
          <Item
            onClick={() => row && void useViewers.getState().open(row.id, row.title)}
            keys="Ctrl+O"
            disabled={!opens}
          >
            {viewers.open}
          </Item>
          <Item onClick={exportSelected} keys="Ctrl+E" disabled={exportable(rows).length === 0}>
            {labels.export}
          </Item>
          <Line />
        </>
      )}
      <Item onClick={askToRename} keys="F2" disabled={!known}>
        {labels.rename}
      </Item>
      <Item onClick={() => void showFolder(id)} disabled={!known}>
        {labels.showFolder}
      </Item>
      <Item onClick={() => void copyPath(id)} disabled={rows.length !== 1}>
        {labels.copyPath}
      </Item>
      <Item onClick={() => void useViewers.getState().openTerminal(id)} disabled={!opens}>
        {viewers.terminal}
      </Item>
      <Item
        onClick={() => void recordAgain(id)}
        disabled={!canRecordAgain(rows)}
        title={known && !row?.repeatable ? texts.traces.notRepeatable : undefined}
      >
        {labels.recordAgain}
      </Item>
      {inDetail ? null : (
        <Item onClick={() => compareRows(rows)} disabled={!canCompare(rows)}>
          {texts.compare.item}
        </Item>
      )}
      <Item onClick={() => void copyIds([...selection.ids])}>{rows.length === 1 ? labels.copyId : labels.copyIds}</Item>
      <Line />
      <Item onClick={deleteSelected} keys="Del" disabled={!canRemove(rows)}>
        {labels.remove}
      </Item>
    </>
  );
}

const Line = () => <Menu.Separator className="menu-line" />;

interface ItemProps {
  onClick(): void;
  keys?: string;
  disabled?: boolean;
  title?: string | undefined;
  children: ReactNode;
}

function Item({ onClick, keys, disabled = false, title, children }: ItemProps) {
  return (
    <Menu.Item className="menu-item" disabled={disabled} title={title} onClick={onClick}>
      <span className="menu-text">{children}</span>
      {keys ? <kbd>{keys}</kbd> : null}
    </Menu.Item>
  );
}
