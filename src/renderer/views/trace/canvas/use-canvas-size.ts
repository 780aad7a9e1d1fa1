import { type RefObject, useLayoutEffect, useState } from 'react';
import type { CanvasSize } from '../drawing/canvas/sized-canvas';

/**
 * The inner size of an element, for canvases that cover it. Followed, as are the device pixels, which the zoom of the window changes.
 * @param height a height that the component gives the element: a new one is read before the frame is drawn, not one frame later
 */
export function useCanvasSize(element: RefObject<HTMLElement | null>, height?: number): CanvasSize {
  const [size, setSize] = useState<CanvasSize>({ width: 0, height: 0, pixelRatio: 1 });
  // biome-ignore lint/correctness/useExhaustiveDependencies(height): a new height is read at once
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const read = (): void => {
      const { clientWidth, clientHeight } = box;
      setSize((last) =>
        last.width === clientWidth && last.height === clientHeight && last.pixelRatio === window.devicePixelRatio
          ? last
          : { width: clientWidth, height: clientHeight, pixelRatio: window.devicePixelRatio },
      );
    };
    read();
    const observer = new ResizeObserver(read);
    observer.observe(box);
    window.addEventListener('resize', read);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', read);
    };
  }, [element, height]);
  return size;
}
