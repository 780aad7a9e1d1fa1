const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Matches text that begins with this, since a button's name may end with its key. */
export const startingWith = (text: string): RegExp => new RegExp(`^${escaped(text)}`);

const ARGUMENT = '\u{f8ff}';

/** Matches the result of a catalogue function, whatever its arguments. */
export const madeBy = (make: (...args: string[]) => string): RegExp =>
  new RegExp(
    make(...Array<string>(make.length).fill(ARGUMENT))
      .split(ARGUMENT)
      .map(escaped)
      .join('.*'),
  );
