import { texts } from '../texts/en';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * Names a key press as in aria-keyshortcuts, `Control+K`. Returns undefined for combinations that belong to the desktop.
 * If a layout has no Latin letters, or its digits need Shift (AZERTY), the position of the key determines the name.
 */
export function keyName(press: KeyPress): string | undefined {
  if (press.altKey || press.metaKey) return undefined;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const latin = /^[\u0021-\u007e]$/.test(press.key);
  const name = press.ctrlKey && digit ? digit : letter && !latin && press.key.length === 1 ? letter : press.key;
  const key = name.length === 1 ? name.toUpperCase() : name;
  return `${press.ctrlKey ? 'Control+' : ''}${press.shiftKey ? 'Shift+' : ''}${key}`;
}

const NAMES: Readonly<Record<string, string>> = texts.keys;

/** Formats a key as printed on the keyboard: `Ctrl+K`, `Del`. */
export const keyLabel = (keys: string): string =>
  keys
    .split('+')
    .map((key) => NAMES[key] ?? key)
    .join('+');

/** Keys that edit the content of a field. */
const EDITING = new Set([
  'Delete',
  'Backspace',
  'Enter',
  'Escape',
  ...'ACVXYZ'.split('').map((key) => `Control+${key}`),
]);
const NOT_TYPED_INTO = new Set(['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color']);

/** Whether the focused field handles the key itself. */
export function belongsToField(keys: string, target: EventTarget | null): boolean {
  if (!EDITING.has(keys) || !(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
