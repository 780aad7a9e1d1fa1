import './rows.css';
import { ContextMenu } from '@base-ui/react/context-menu';
import type { RowFigures } from '@shared/trace-view/timeline-rows';
import { type MouseEvent, type RefObject, useEffect, useState } from 'react';
import { useTrace } from '../../../../stores/trace-view/use-trace';
import { texts } from '../../../../texts/en';
import type { RowLayout } from './lay-rows';
import { RowMenu } from './RowMenu';
import { RowName, rowNameId } from './RowName';
import type { RowTree } from './row-children';
import { rowsInSight, scrollTo } from './rows-in-sight';
import { selectedRow, selectRow, toggleSelected } from './select-row';
import type { Scroll } from './use-scroll';
import { useTreeKeys } from './use-tree-keys';

const { rows: labels } = texts.traceTimeline;
export const ROW_TREE_ID = 'timeline-tree';

interface Props {
  tree: RowTree;
  layout: RowLayout;
  figures: RowFigures;
  scroll: Scroll;
  scroller: RefObject<HTMLElement | null>;
}

/** The names of the rows, as a tree: one focus, and only the rows in sight are rendered. */
export function RowNames({ tree, layout, figures, scroll, scroller }: Props) {
  const { place } = useTrace();
  const [menuRow, setMenuRow] = useState<number | null>(null);
  const shown = rowsInSight(layout, scroll);
  const focused = selectedRow(layout);
  const isFocusShown = shown.some(({ row }) => row === focused);
  const selected = new Set([...place.rows, ...(place.call ? [place.call.row] : [])]);

  // A selected row comes into sight; scrolling and a changed layout do not scroll back.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a new selection scrolls
  useEffect(() => {
    const top = focused === null ? null : scrollTo(layout, scroll, focused);
    if (top !== null && scroller.current) scroller.current.scrollTop = top;
  }, [focused, place.call, place.rows]);

  const onKeyDown = useTreeKeys(tree, layout);
  const rowOf = ({ target }: MouseEvent): number | null => {
    const row = target instanceof Element ? target.closest<HTMLElement>('[data-row]')?.dataset['row'] : undefined;
    return row === undefined ? null : Number(row);
  };
  const onClick = (event: MouseEvent): void => {
    const row = rowOf(event);
    if (row === null) return;
    if (event.ctrlKey) toggleSelected(tree, row);
    else selectRow(tree, row);
  };
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger
        className="row-names-trigger"
        onContextMenuCapture={(event: MouseEvent) => setMenuRow(rowOf(event) ?? focused)}
      >
        <div
          id={ROW_TREE_ID}
          className="row-names"
          role="tree"
          aria-label={labels.tree}
          aria-multiselectable
          aria-activedescendant={isFocusShown && focused !== null ? rowNameId(focused) : undefined}
          tabIndex={0}
          style={{ height: scroll.height }}
          onKeyDown={onKeyDown}
          onClick={onClick}
        >
          {shown.map((laid) => (
            <RowName
              key={`${laid.place}-${laid.row}`}
              tree={tree}
              laid={laid}
              figures={figures}
              isSelected={selected.has(laid.row) || selected.has(laid.lanesOf)}
            />
          ))}
        </div>
      </ContextMenu.Trigger>
      <RowMenu tree={tree} layout={layout} row={menuRow} />
    </ContextMenu.Root>
  );
}
