import { useEffect } from 'react';
import { belongsToField, keyName } from '../format/key-name';
import { actionOfKeys } from '../stores/actions';

/**
 * In a dialog or a menu only its own keys count, and the one that stops a recording. One that is closing (`data-closed`, Base UI)
 * holds the focus until its animation has ended, and is none any more: keys that are pressed meanwhile are for what is behind it.
 */
const OVERLAYS = ['dialog', 'alertdialog', 'menu'].map((role) => `[role="${role}"]:not([data-closed])`).join();
const UNDO = new Set(['Control+Z', 'Control+Shift+Z', 'Control+Y']);
const EVERYWHERE = new Set(['Control+.']);

/** The keys of all actions. Of what a view handled by itself nothing is left here. */
export function useKeys(): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const keys = keyName(event);
      if (keys === undefined || event.defaultPrevented || event.isComposing) return;
      if (belongsToField(keys, event.target)) return;
      const overlaid = event.target instanceof Element && event.target.closest(OVERLAYS) !== null;
      if (overlaid && !EVERYWHERE.has(keys)) return;
      const action = actionOfKeys(keys);
      // Outside of fields the browser would take back what was typed last, in whatever field that was.
      if (!action && !UNDO.has(keys)) return;
      event.preventDefault();
      if (!event.repeat) action?.run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}
