import type { TrashedTrace } from '@shared/model/trash';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { size } from '../../../format/figures';
import { moment, momentInFull } from '../../../format/moment';
import { Button } from '../../../parts/Button';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { useTrash } from '../../../stores/traces-trash';
import { texts } from '../../../texts/en';

const { trash: labels } = texts.traces;
const ROW = 48;

/** The deleted traces. Only the visible ones are rendered. */
export function TrashList({ trash, onPurge }: { trash: readonly TrashedTrace[]; onPurge(id: string): void }) {
  const restore = useTrash((state) => state.restore);
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: trash.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  return (
    <ScrollRegion className="trash-list" aria-label={labels.title} ref={box} style={{ height: trash.length * ROW + 2 }}>
      <ul style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const one = trash[item.index];
          if (!one) return null;
          return (
            <li
              key={one.id}
              className="trash-item"
              aria-setsize={trash.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <div className="trash-text">
                <bdi className="trash-title" title={one.title}>
                  {one.title}
                </bdi>
                <span className="quiet figures">
                  {size(one.sizeBytes)} · {labels.deleted}{' '}
                  <time title={momentInFull(one.deletedAt)}>{moment(one.deletedAt)}</time> · {labels.until}{' '}
                  <time title={momentInFull(one.until)}>{moment(one.until)}</time>
                </span>
              </div>
              <Button aria-label={labels.restoreOf(one.title)} onClick={() => void restore([one.id])}>
                {labels.restore}
              </Button>
              <Button kind="quiet" aria-label={labels.purgeOf(one.title)} onClick={() => onPurge(one.id)}>
                {labels.purge}
              </Button>
            </li>
          );
        })}
      </ul>
    </ScrollRegion>
  );
}
