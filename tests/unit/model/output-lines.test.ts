import { addOutput, KEPT_CHARS, KEPT_LINES, LONGEST_LINE, NO_OUTPUT } from '@shared/model/output-lines';
import { showControls, withoutColours } from '@shared/model/shown-output';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const of = (...texts: string[]) => texts.reduce((output, text) => addOutput(output, text), NO_OUTPUT);
const shown = (...texts: string[]) => of(...texts).lines.map((line) => line.shown);

describe('the lines of the output', () => {
  it('continue where the last piece ended', () => {
    expect(shown('a', 'b\nc', '\n', 'd')).toEqual(['ab', 'c', 'd']);
    expect(shown('a\n')).toEqual(['a', '']);
  });

  it('continue the colours of the line before', () => {
    expect(shown('\u001b[31ma\nb\u001b[0m\nc')).toEqual(['\u001b[31ma', '\u001b[31mb\u001b[0m', 'c']);
  });

  it('do not depend on how the text was split', () => {
    const piece = fc.constantFrom('a', '\n', '\u001b[31m', '\u001b[0m', 'word ', 'x'.repeat(900), '🦊');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const output = of(...pieces);
        expect(output).toEqual(of(pieces.join('')));
        const text = output.lines.map((line, i) => (i > 0 && !line.continues ? '\n' : '') + withoutColours(line.shown));
        expect(text.join('')).toBe(withoutColours(pieces.join('')));
        for (const line of output.lines) {
          expect(line.shown.length).toBeLessThanOrEqual(LONGEST_LINE);
          expect(showControls(line.shown)).toBe(line.shown);
        }
      }),
    );
  });

  it('are bounded by number and size, and count what was removed', () => {
    const many = of(...Array.from({ length: 50 }, () => 'line\n'.repeat(500)));
    expect(many.lines).toHaveLength(KEPT_LINES);
    expect(many.first).toBe(25_001 - KEPT_LINES);
    expect(many.droppedChars).toBe(many.first * 5);
    const large = of(...Array.from({ length: 50 }, () => 'x'.repeat(64_000)));
    expect(large.chars).toBeLessThanOrEqual(KEPT_CHARS);
    expect(large.chars).toBe(large.lines.reduce((sum, line) => sum + line.shown.length, 0));
  });

  it('mark where text was omitted', () => {
    const output = addOutput(addOutput(of('begun'), 'later\n', 9), 'x', 0);
    expect(output.lines.map(({ shown: text, leftOut }) => [text, leftOut])).toEqual([
      ['begun', 0],
      ['later', 9],
      ['x', 0],
    ]);
    expect(output.droppedChars).toBe(9);
  });
});
