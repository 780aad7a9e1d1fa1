import { ContextMenu } from '@base-ui/react/context-menu';
import type { ReactNode } from 'react';
import { useTraces } from '../../stores/traces';
import { texts } from '../../texts/en';
import { askToRename } from './detail-requests';
import { recordAgain } from './record-again';
import {
  canRecordAgain,
  canRemove,
  canRename,
  chosenRows,
  copyIds,
  openDetail,
  removeChosen,
  showFolder,
} from './trace-actions';

const { menu: words } = texts.traces;

/** What can be done with what is chosen: by right click, by the Menu key, by the button of the row. */
export function RowMenu() {
  // Chosen at the moment at which the menu opens; its popup is made anew each time.
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner>
        <ContextMenu.Popup className="menu" aria-label={words.label}>
          <Items />
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  );
}

function Items() {
  const selection = useTraces((state) => state.selection);
  const rows = chosenRows();
  const [row] = rows;
  const known = canRename(rows);
  const id = row?.id ?? '';
  return (
    <>
      <Item onClick={openDetail} keys="Enter">
        {words.open}
      </Item>
      <Item onClick={askToRename} keys="F2" disabled={!known}>
        {words.rename}
      </Item>
      <Item onClick={() => void showFolder(id)} disabled={!known}>
        {words.showFolder}
      </Item>
      <Item
        onClick={() => void recordAgain(id)}
        disabled={!canRecordAgain(rows)}
        title={known && !row?.repeatable ? texts.traces.notRepeatable : undefined}
      >
        {words.recordAgain}
      </Item>
      <Item onClick={() => void copyIds([...selection.ids])}>{rows.length === 1 ? words.copyId : words.copyIds}</Item>
      <ContextMenu.Separator className="menu-line" />
      <Item onClick={removeChosen} keys="Del" disabled={!canRemove(rows)}>
        {words.remove}
      </Item>
    </>
  );
}

interface ItemProps {
  onClick(): void;
  keys?: string;
  disabled?: boolean;
  title?: string | undefined;
  children: ReactNode;
}

function Item({ onClick, keys, disabled = false, title, children }: ItemProps) {
  return (
    <ContextMenu.Item className="menu-item" disabled={disabled} title={title} onClick={onClick}>
      <span className="menu-text">{children}</span>
      {keys ? <kbd>{keys}</kbd> : null}
    </ContextMenu.Item>
  );
}
