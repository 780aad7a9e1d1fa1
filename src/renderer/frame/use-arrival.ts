import { createContext, type RefObject, useContext, useEffect } from 'react';
import { useView } from '../stores/view';

/** Whether the view that is wanted is the one that is shown: for a moment the one before it may still be there. */
export const Arrived = createContext(true);

/**
 * Puts the focus where a change of view wants it: on the view's heading, or on the field that was asked for. Also when
 * what had the focus went away with the view before it, so that the keyboard is never left outside the page.
 */
export function useArrival(heading: RefObject<HTMLElement | null>): void {
  const focus = useView((state) => state.focus);
  const arrived = useContext(Arrived);
  useEffect(() => {
    if (focus === undefined || !arrived) return;
    const wanted = focus === null ? heading.current : document.getElementById(focus);
    (wanted ?? heading.current)?.focus();
    if (wanted instanceof HTMLInputElement) wanted.select();
    useView.getState().focused();
  }, [focus, arrived, heading]);
  useEffect(() => {
    const lost = document.activeElement === null || document.activeElement === document.body;
    if (lost && arrivedBefore) heading.current?.focus();
    arrivedBefore = true;
  }, [heading]);
}

/** The first view after the start leaves the focus alone: the first Tab goes to the rail. */
let arrivedBefore = false;
