import { texts } from '../texts/en';

type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'>;

/**
 * Names a key press as in aria-keyshortcuts, `Control+K`. Returns undefined for combinations that belong to the desktop.
 * If a layout has no Latin letters, or its digits need Shift (AZERTY), the position of the key determines the name.
 * Characters that need Shift on some layouts only, such as `?` and `+`, are named without it.
 */
export function keyName(press: KeyPress): string | undefined {
  if (press.metaKey || (press.altKey && press.ctrlKey)) return undefined;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  const latin = /^[\u0021-\u007e]$/.test(press.key);
  const name =
    (press.ctrlKey || press.altKey) && digit ? digit : letter && !latin && press.key.length === 1 ? letter : press.key;
  const key = name.length === 1 ? name.toUpperCase() : name;
  const held = { 'Control+': press.ctrlKey, 'Alt+': press.altKey, 'Shift+': press.shiftKey && !isSign(key) };
  const modifiers = Object.entries(held).flatMap(([modifier, isHeld]) => (isHeld ? [modifier] : []));
  return `${modifiers.join('')}${key}`;
}

/** Whether the key types a character other than a letter, a digit or a space. */
const isSign = (key: string): boolean => key.length === 1 && !/[\p{L}\d\s]/u.test(key);

const NAMES: Readonly<Record<string, string>> = texts.keys;

/** Formats a key as printed on the keyboard: `Ctrl+K`, `Del`. */
export const keyLabel = (keys: string): string =>
  keys
    .split(/\+(?!$)/)
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

/** A character, and the keys that move in a text. */
const TYPED = /^(?:Shift\+)?(?:.|Arrow(?:Left|Right|Up|Down)|Home|End)$/u;

/** Whether the focused field handles the key itself. */
export function belongsToField(keys: string, target: EventTarget | null): boolean {
  if (!(EDITING.has(keys) || TYPED.test(keys)) || !(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !NOT_TYPED_INTO.has(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}
