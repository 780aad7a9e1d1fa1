import type { ColumnId } from '@shared/model/trace-columns';
import { type PointerEvent, useState } from 'react';
import { boundedWidth, widthOf } from '../../models/traces-table/columns';
import { useTracesTable } from '../../stores/traces-table';

interface Drag {
  fromX: number;
  fromWidth: number;
}

/** The right edge of a heading. Dragging it resizes the column, and a double click restores the default width. */
export function ColumnResizer({ id }: { id: ColumnId }) {
  const { widths, setWidths } = useTracesTable();
  const [drag, setDrag] = useState<Drag | null>(null);
  const begin = (event: PointerEvent<HTMLElement>): void => {
    if (event.button !== 0) return;
    event.preventDefault();
    event.currentTarget.setPointerCapture(event.pointerId);
    setDrag({ fromX: event.clientX, fromWidth: widthOf(id, widths) });
  };
  const move = (event: PointerEvent): void => {
    if (drag) setWidths({ ...widths, [id]: boundedWidth(id, drag.fromWidth + event.clientX - drag.fromX) });
  };
  const restore = (): void => {
    const { [id]: _removed, ...others } = widths;
    setWidths(others);
  };
  return (
    <span
      aria-hidden
      className={drag ? 'resizer resizer-active' : 'resizer'}
      onPointerDown={begin}
      onPointerMove={move}
      onLostPointerCapture={() => setDrag(null)}
      onDoubleClick={restore}
    />
  );
}
