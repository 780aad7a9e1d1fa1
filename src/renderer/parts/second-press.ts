import type { MouseEvent } from 'react';

/**
 * A handler for `onMouseDown` that acts at the second press of a double click outside of buttons. Chromium drops `dblclick` if the
 * pressed element is removed before the button is released, which happens where the first click changes the columns of a table.
 */
export const onSecondPress =
  (act: () => void) =>
  ({ button, detail, target, shiftKey, ctrlKey, metaKey }: MouseEvent): void => {
    const isOnButton = target instanceof Element && target.closest('button') !== null;
    if (button === 0 && detail === 2 && !shiftKey && !ctrlKey && !metaKey && !isOnButton) act();
  };
