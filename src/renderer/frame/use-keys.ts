import { useEffect } from 'react';
import { belongsToField, keyName } from '../format/key-name';
import { actionOfKeys } from '../stores/actions';

/**
 * In a dialog or a menu only its own keys work, and the key that stops a recording. A closing dialog (`data-closed`, Base UI)
 * keeps the focus until its animation has ended. Keys pressed meanwhile belong to the view behind it.
 */
const OVERLAYS = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]:not([data-closed])`).join();
const UNDO = new Set(['Control+Z', 'Control+Shift+Z', 'Control+Y']);
const EVERYWHERE = new Set(['Control+.']);

/** Handles the keys of all actions. Events that a view has already handled are ignored. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const keys = keyName(event);
      if (keys === undefined || event.defaultPrevented || event.isComposing) return;
      if (belongsToField(keys, event.target)) return;
      const overlaid = event.target instanceof Element && event.target.closest(OVERLAYS) !== null;
      if (overlaid && !EVERYWHERE.has(keys)) return;
      const action = actionOfKeys(keys);
      // Outside of fields the browser would undo the last typing, in whichever field it was.
      if (!action && !UNDO.has(keys)) return;
      event.preventDefault();
      if (!event.repeat || action?.repeats) action?.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
