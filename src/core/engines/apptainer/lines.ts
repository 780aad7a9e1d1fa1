import { stripControls } from '@shared/model/plain-text';

/** Makes plain lines of what a program prints piece by piece; empty ones are left out. */
export function lineByLine(onLine: (line: string) => void): { add(text: string): void; end(): void } {
  let rest = '';
  const tell = (line: string): void => {
    const plain = stripControls(line).trimEnd();
    if (plain) onLine(plain);
  };
  return {
    add: (text) => {
      const lines = (rest + text).split(/\r?\n|\r/);
      rest = lines.pop() ?? '';
      lines.forEach(tell);
    },
    end: () => tell(rest),
  };
}
