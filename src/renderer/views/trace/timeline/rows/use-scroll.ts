import { type RefObject, useLayoutEffect, useState } from 'react';

export interface Scroll {
  /** CSS pixels. */
  top: number;
  height: number;
}

/** How far the rows are scrolled, and how much of them is in sight. */
export function useScroll(scroller: RefObject<HTMLElement | null>): Scroll {
  const [scroll, setScroll] = useState<Scroll>({ top: 0, height: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const read = (): void =>
      setScroll((last) => {
        const { scrollTop: top, clientHeight: height } = element;
        return last.top === top && last.height === height ? last : { top, height };
      });
    read();
    const observer = new ResizeObserver(read);
    observer.observe(element);
    element.addEventListener('scroll', read, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', read);
    };
  }, [scroller]);
  return scroll;
}
