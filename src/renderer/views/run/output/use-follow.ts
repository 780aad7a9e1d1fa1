import { type RefObject, useCallback, useLayoutEffect, useRef, useState } from 'react';

export const LINE_PX = 18;

/**
 * Keeps a growing list at its end until the user scrolls up. From then on keeps the visible lines in place, although lines are
 * dropped at the front. Only the user's scrolling counts: the list may have grown before the browser reports our own scrolling.
 * @param count the number of lines
 */
export function useFollow(box: RefObject<HTMLDivElement | null>, count: number, first: number) {
  const [follows, setFollows] = useState(true);
  const lastTop = useRef(0);
  const lastFirst = useRef(first);
  const byHand = useRef(true);
  useLayoutEffect(() => {
    const { current } = box;
    const fallen = first - lastFirst.current;
    lastFirst.current = first;
    if (!current || count === 0) return;
    if (follows) current.scrollTop = current.scrollHeight;
    else if (fallen > 0) current.scrollTop = Math.max(0, current.scrollTop - fallen * LINE_PX);
    lastTop.current = current.scrollTop;
  }, [box, count, first, follows]);
  const onScroll = useCallback(() => {
    const { current } = box;
    if (!current) return;
    const atEnd = current.scrollHeight - current.scrollTop - current.clientHeight < 2 * LINE_PX;
    if (atEnd && byHand.current) setFollows(true);
    else if (current.scrollTop < lastTop.current) setFollows(false);
    lastTop.current = current.scrollTop;
  }, [box]);
  const onHand = useCallback(() => {
    byHand.current = true;
  }, []);
  return {
    follows,
    follow: () => setFollows(true),
    /** Shows another place than the end. Even if that place is near the end, following does not restart. */
    hold: () => {
      byHand.current = false;
      setFollows(false);
    },
    /** The event handlers of the scrolling list. */
    handlers: { onScroll, onWheel: onHand, onKeyDown: onHand, onPointerDown: onHand },
  };
}
