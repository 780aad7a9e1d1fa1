import { stripControls } from '@shared/model/plain-text';

/** Splits a program's output, which arrives in pieces, into plain lines. Leaves out empty lines. */
export function lineByLine(onLine: (line: string) => void): { add(text: string): void; end(): void } {
  let rest = '';
  const emit = (line: string): void => {
    const plain = stripControls(line).trimEnd();
    if (plain) onLine(plain);
  };
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(emit);
    },
    end: () => emit(rest),
  };
}
