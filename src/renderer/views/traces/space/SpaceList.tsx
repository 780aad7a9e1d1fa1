import { SPACE_ORDERS, type SpaceOrder } from '@shared/model/free-space';
import type { TraceRow } from '@shared/model/trace-record';
import { useVirtualizer } from '@tanstack/react-virtual';
import { Tag } from 'lucide-react';
import { useRef } from 'react';
import { size } from '../../../format/figures';
import { moment } from '../../../format/moment';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';

const { space: labels } = texts.traces;
const ROW = 32;

interface Props {
  rows: readonly TraceRow[];
  order: SpaceOrder;
  onOrder(order: SpaceOrder): void;
  picked: ReadonlySet<string>;
  onPick(picked: ReadonlySet<string>): void;
}

/** Traces with checkboxes. Only the visible ones are rendered. */
export function SpaceList({ rows, order, onOrder, picked, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const list = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 4,
  });
  const pick = (id: string, wanted: boolean): void => {
    const next = new Set(picked);
    if (wanted) next.add(id);
    else next.delete(id);
    onPick(next);
  };
  return (
    <>
      <fieldset className="segments">
        <legend className="visually-hidden">{labels.by}</legend>
        {SPACE_ORDERS.map((one) => (
          <label key={one} className="segment">
            <input type="radio" name="space-order" checked={order === one} onChange={() => onOrder(one)} />
            {labels[one]}
          </label>
        ))}
      </fieldset>
      <ScrollRegion className="space-list" aria-label={labels.list} ref={box}>
        <div className="space-room" style={{ height: list.getTotalSize() }}>
          {list.getVirtualItems().map((item) => {
            const row = rows[item.index];
            if (!row) return null;
            return (
              <label key={row.id} className="space-item" style={{ transform: `translateY(${item.start}px)` }}>
                <input
                  type="checkbox"
                  aria-label={labels.selectOf(row.title)}
                  checked={picked.has(row.id)}
                  onChange={(event) => pick(row.id, event.target.checked)}
                />
                <bdi className="space-title" title={row.title}>
                  {row.title}
                </bdi>
                {row.tags.length > 0 ? (
                  <span className="space-tags quiet" title={row.tags.join(', ')}>
                    <Tag size={12} aria-hidden />
                    <bdi>{row.tags.join(', ')}</bdi>
                  </span>
                ) : null}
                <span className="quiet figures">{moment(row.createdAt)}</span>
                <span className="figures space-size">{row.byReference ? labels.byReference : size(row.sizeBytes)}</span>
              </label>
            );
          })}
        </div>
      </ScrollRegion>
    </>
  );
}
