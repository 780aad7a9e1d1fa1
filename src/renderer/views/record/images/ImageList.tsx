import { Autocomplete } from '@base-ui/react/autocomplete';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useCallback, useImperativeHandle, useRef } from 'react';
import { ImageOptionLine } from './ImageOptionLine';
import type { ImageOption } from './image-options';
import { optionLabel } from './option-text';
import { useTracers } from './readiness-of';

const ROW = 32;

export interface ListHandle {
  show(index: number): void;
}

/** Renders only the visible lines, because the list can contain thousands. */
export function ImageList({
  options,
  handle,
}: {
  options: readonly ImageOption[];
  handle: RefObject<ListHandle | null>;
}) {
  const tracers = useTracers();
  const box = useRef<HTMLDivElement | null>(null);
  const list = useVirtualizer({
    count: options.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  useImperativeHandle(handle, () => ({
    show: (index) => queueMicrotask(() => list.scrollToIndex(index, { align: 'auto' })),
  }));
  const onBox = useCallback(
    (element: HTMLDivElement | null) => {
      box.current = element;
      if (element) list.measure();
    },
    [list],
  );
  if (options.length === 0) return null;
  return (
    <div role="presentation" ref={onBox} className="image-scroll" style={{ height: Math.min(options.length, 9) * ROW }}>
      <div role="presentation" className="image-space" style={{ height: list.getTotalSize() }}>
        {list.getVirtualItems().map((item) => {
          const option = options[item.index];
          if (!option) return null;
          return (
            <Autocomplete.Item
              key={option.reference}
              index={item.index}
              value={option}
              className="image-option"
              aria-label={optionLabel(option, tracers)}
              aria-setsize={options.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <ImageOptionLine option={option} tracers={tracers} />
            </Autocomplete.Item>
          );
        })}
      </div>
    </div>
  );
}
