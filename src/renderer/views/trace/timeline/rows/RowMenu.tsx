import { ContextMenu } from '@base-ui/react/context-menu';
import { MenuItem } from '../../../../parts/MenuItem';
import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import { texts } from '../../../../texts/en';
import type { RowLayout } from './lay-rows';
import { moveRow } from './move-row';
import { movedOrder } from './moved-order';
import { pinnedRoots } from './pinned-rows';
import type { RowTree } from './row-children';
import { nameOfRow } from './row-text';

const { rows: labels } = texts.traceTimeline;

const MOVES = [
  [labels.moveUp, 'Alt+ArrowUp', -1],
  [labels.moveDown, 'Alt+ArrowDown', 1],
] as const;

/** What can be done with a row: by right click, and by keys. */
export function RowMenu({ tree, layout, row }: { tree: RowTree; layout: RowLayout; row: number | null }) {
  const { hide, pin, change } = useRowChoices.getState();
  const found = row === null ? undefined : tree.rows[row];
  const pinned = pinnedRoots(layout);
  return (
    <ContextMenu.Portal>
      <ContextMenu.Positioner>
        <ContextMenu.Popup className="menu" aria-label={labels.menu}>
          <MenuItem keys="P" disabled={row === null} onClick={() => row !== null && pin(row, pinned)}>
            {row !== null && pinned.has(row) ? labels.unpin : labels.pin}
          </MenuItem>
          <MenuItem keys="H" disabled={row === null} onClick={() => row !== null && hide(row)}>
            {labels.hide}
          </MenuItem>
          {MOVES.map(([title, keys, by]) => (
            <MenuItem
              key={keys}
              keys={keys}
              disabled={row === null || movedOrder(tree, layout, row, by) === null}
              onClick={() => row !== null && moveRow(tree, layout, row, by)}
            >
              {title}
            </MenuItem>
          ))}
          <MenuItem
            disabled={!found || found.name === ''}
            onClick={() => found && change({ filter: nameOfRow(found), showsHidden: false })}
          >
            {labels.only}
          </MenuItem>
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </ContextMenu.Portal>
  );
}
