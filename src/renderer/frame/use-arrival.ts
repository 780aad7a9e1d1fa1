import { createContext, type RefObject, useContext, useEffect } from 'react';
import { useView } from '../stores/view';

/** Whether the requested view is shown. The previous view can remain for a moment. */
export const Arrived = createContext(true);

/**
 * Moves the focus after a change of view: to the view's heading, or to the requested field. Also does so
 * if the focused element was removed with the previous view, so that the keyboard focus never leaves the page.
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

/** The first view after the start does not take the focus, so the first Tab goes to the rail. */
let arrivedBefore = false;
