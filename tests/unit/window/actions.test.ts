import { afterEach, describe, expect, it } from 'vitest';
import { keyLabel, keyName } from '../../../src/renderer/format/key-name';
import {
  type Action,
  actionOfKeys,
  knowActions,
  possibleActions,
  useActionStore,
} from '../../../src/renderer/stores/actions';

const press = (
  key: string,
  code = '',
  held: Partial<Record<'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey', boolean>> = {},
) => keyName({ key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...held });

describe('a key press', () => {
  it('has one name on all keyboard layouts', () => {
    expect(press('k', 'KeyK', { ctrlKey: true })).toBe('Control+K');
    expect(press('л', 'KeyK', { ctrlKey: true })).toBe('Control+K'); // Russian
    expect(press('&', 'Digit1', { ctrlKey: true })).toBe('Control+1'); // French
    expect(press('n', 'KeyL', { ctrlKey: true })).toBe('Control+N'); // Dvorak: the letter counts, not the position
    expect(press('.', 'Period', { ctrlKey: true })).toBe('Control+.');
    expect(press('F2', 'F2')).toBe('F2');
    expect(press('Delete', 'Delete')).toBe('Delete');
    expect(press('Z', 'KeyZ', { ctrlKey: true, shiftKey: true })).toBe('Control+Shift+Z');
  });

  it('has no name with the modifier keys of the desktop', () => {
    expect(press('F2', 'F2', { altKey: true, ctrlKey: true })).toBeUndefined();
    expect(press('k', 'KeyK', { ctrlKey: true, metaKey: true })).toBeUndefined();
  });

  it('names Alt, and Shift only where it does not select the character', () => {
    expect(press('ArrowLeft', 'ArrowLeft', { altKey: true })).toBe('Alt+ArrowLeft');
    expect(press('&', 'Digit1', { altKey: true })).toBe('Alt+1');
    expect(press('H', 'KeyH', { shiftKey: true })).toBe('Shift+H');
    expect(press('?', 'Slash', { shiftKey: true })).toBe('?');
    expect(press('+', 'Equal', { shiftKey: true })).toBe('+');
  });

  it('is shown as printed on the keyboard', () => {
    const keys = ['Control+Enter', 'Delete', 'Control+.', 'F1', '+', 'Shift+ ', 'Control++'];
    expect(keys.map(keyLabel)).toEqual(['Ctrl+Enter', 'Del', 'Ctrl+.', 'F1', '+', 'Shift+Space', 'Ctrl++']);
  });
});

describe('the registry of actions', () => {
  const action = (id: string, part: Partial<Action> = {}): Action => ({
    id,
    title: id,
    group: 'go',
    run: () => id,
    ...part,
  });
  const undo: (() => void)[] = [];
  const register = (...actions: Action[]) => undo.push(useActionStore.getState().register(actions));
  afterEach(() => {
    for (const one of undo.splice(0)) one();
  });

  it('lists the possible actions by group', () => {
    register(action('help', { group: 'help' }), action('a'), action('never', { when: () => false }));
    register(action('first', { group: 'record' }));
    expect(possibleActions().map(({ title }) => title)).toEqual(['first', 'a', 'help']);
    undo.pop()?.();
    expect(possibleActions().map(({ title }) => title)).toEqual(['a', 'help']);
  });

  it('refuses a second action with the same id', () => {
    register(action('a'));
    expect(() => register(action('a'))).toThrow(/a is registered twice/);
  });

  it('assigns a key to an action only while its key works, and still lists the action', () => {
    let here = false;
    register(action('look', { keys: 'F5', keysWhen: () => here }));
    expect(actionOfKeys('F5')).toBeUndefined();
    expect(possibleActions().map(({ id }) => id)).toEqual(['look']);
    here = true;
    expect(actionOfKeys('F5')?.id).toBe('look');
  });

  it('finds the possible action of a key, the last registered first', () => {
    register(action('frame', { keys: 'Control+F' }));
    let possible = false;
    register(action('view', { keys: 'Control+F', when: () => possible }));
    expect(actionOfKeys('Control+F')?.id).toBe('frame');
    possible = true;
    expect(actionOfKeys('Control+F')?.id).toBe('view');
    expect(actionOfKeys('Control+G')).toBeUndefined();
  });

  it('knows the keys of views that are not open', () => {
    knowActions([action('closed', { keys: 'F9' })]);
    expect(useActionStore.getState().known.get('closed')?.keys).toBe('F9');
    expect(actionOfKeys('F9')).toBeUndefined();
  });
});
