import { addOutput, NO_OUTPUT } from '@shared/model/output-lines';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asksBeforeCancel } from '../../../src/renderer/views/run/asks-before-cancel';
import { colourName } from '../../../src/renderer/views/run/output/ansi-colours';
import { findMatches, MOST_MATCHES, markSegments } from '../../../src/renderer/views/run/output/find-matches';
import { styledSegments } from '../../../src/renderer/views/run/output/styled-line';

const linesOf = (text: string) => addOutput(NO_OUTPUT, text).lines;

describe('a line of output', () => {
  it.each([
    ['plain', 'a', [{ text: 'a', className: '' }]],
    [
      'a colour and back',
      'a\u001b[31mb\u001b[0mc',
      [
        { text: 'a', className: '' },
        { text: 'b', className: 'fg-red' },
        { text: 'c', className: '' },
      ],
    ],
    ['bright and bold', '\u001b[1;92mok', [{ text: 'ok', className: 'fg-bright-green bold' }]],
    ['underlined on blue', '\u001b[4;44mx', [{ text: 'x', className: 'bg-blue underline' }]],
    ['reversed', '\u001b[7mx', [{ text: 'x', className: 'fg-black bg-white' }]],
    ['one of 256', '\u001b[38;5;196mx', [{ text: 'x', className: 'fg-bright-red' }]],
    ['a true colour', '\u001b[38;2;0;0;230mx', [{ text: 'x', className: 'fg-blue' }]],
    ['neither hidden nor blinking', '\u001b[5;8mx', [{ text: 'x', className: '' }]],
  ])('is styled: %s', (_what, shown, segments) => {
    expect(styledSegments(shown)).toEqual(segments);
  });

  it('maps every colour to one of the 16', () => {
    for (let n = 16; n < 256; n += 1)
      expect(colourName(`ansi-palette-${n}`, null)).toMatch(
        /^(bright-)?(black|red|green|yellow|blue|magenta|cyan|white)$/,
      );
  });
});

describe('the search in the output', () => {
  it('ignores case and colours, and searches for special characters literally', () => {
    const lines = linesOf('Total 4\nto\u001b[31mtal\u001b[0m (x)\n*.*');
    expect(findMatches(lines, 'total')).toEqual([
      { line: 0, start: 0, end: 5 },
      { line: 1, start: 0, end: 5 },
    ]);
    expect(findMatches(lines, '(x)')).toEqual([{ line: 1, start: 6, end: 9 }]);
    expect(findMatches(lines, '*.*')).toHaveLength(1);
    expect(findMatches(lines, '')).toEqual([]);
  });

  it('accepts any text, and limits the number of matches', () => {
    fc.assert(fc.property(fc.string(), (text) => findMatches(linesOf('some text'), text).length <= 9));
    expect(findMatches(linesOf('a'.repeat(50_000)), 'a')).toHaveLength(MOST_MATCHES);
  });

  it('marks matches across segments of several colours, and loses no character', () => {
    const shown = 'one \u001b[31mtwo th\u001b[0mree two';
    const [line] = linesOf(shown);
    const matches = findMatches(line ? [line] : [], 'two three');
    const marked = markSegments(styledSegments(shown), matches);
    expect(marked.map(({ text, match }) => [text, match !== null])).toEqual([
      ['one ', false],
      ['two th', true],
      ['ree', true],
      [' two', false],
    ]);
    expect(marked.map(({ at }) => at)).toEqual([0, 4, 10, 13]);
  });
});

it('cancelling asks first if there is more than a minute of data', () => {
  expect(asksBeforeCancel({ elapsedMs: 59_000, sizeBytes: 1 })).toBe(false);
  expect(asksBeforeCancel({ elapsedMs: 61_000, sizeBytes: 0 })).toBe(false);
  expect(asksBeforeCancel({ elapsedMs: 61_000, sizeBytes: 1 })).toBe(true);
});
