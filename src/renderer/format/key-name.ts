import { texts } from '../texts/en';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * A key press as aria-keyshortcuts writes it, `Control+K`; undefined for combinations that belong to the desktop.
 * Where a layout has no Latin letters, or its digits need Shift (AZERTY), the key's place counts.
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

/** As it is written on the keyboard: `Ctrl+K`, `Del`. */
export const keyLabel = (keys: string): string =>
  keys
    .split('+')
    .map((key) => NAMES[key] ?? key)
    .join('+');

/** Keys that edit what stands in a field. */
const EDITING = new Set([
  'Delete',
  'Backspace',
  'Enter',
  'Escape',
  ...'ACVXYZ'.split('').map((key) => `Control+${key}`),
]);
const NOT_TYPED_INTO = new Set(['checkbox', 'radio', 'button', 'submit', 'range', 'file', 'color']);

/** Whether the key means something to the field that has the focus. */
export function belongsToField(keys: string, target: EventTarget | null): boolean {
  if (!EDITING.has(keys) || !(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
