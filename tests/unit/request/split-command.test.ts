import { commandLine } from '@shared/request/command-line';
import { commandProblemText, splitCommand } from '@shared/request/split-command';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const argvOf = (line: string): string[] => {
  const split = splitCommand(line);
  if ('problem' in split) throw new Error(commandProblemText(split.problem));
  return split.argv;
};

describe('a command line', () => {
  it.each([
    ['', []],
    ['ls -la /', ['ls', '-la', '/']],
    [`sh -c 'for i in 1 2; do ls; done'`, ['sh', '-c', 'for i in 1 2; do ls; done']],
    ['echo "a b"c', ['echo', 'a bc']],
    ["echo ''", ['echo', '']],
    ['a\\ b', ['a b']],
    ['one\n  two', ['one', 'two']],
    ['one \\\n  two', ['one', 'two']],
    ["$'a\\tb\\u200e'", ['a\tb\u200e']],
    ["'a$'", ['a$']],
    ['"$\'b"', ["$'b"]],
    ['"a\\b\\\nc"', ['a\\bc']],
    ["$'\\xe2\\x80\\x8e\\101\\U1F600\\q'", ['\u200eA\u{1F600}\\q']],
  ])('%j is split as a shell splits it', (line, expected) => {
    expect(argvOf(line)).toEqual(expected);
  });

  // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell's variables, not the language's
  it.each([
    ['echo $HOME ${HOME} "${X}y" "\\$Z" $', ['echo', '$HOME', '${HOME}', '${X}y', '$Z', '$']],
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell's variables, not the language's
    ['ls *.c src/?.h [ab]', ['ls', '*.c', 'src/?.h', '[ab]']],
    ['get http://x/#top # no comment', ['get', 'http://x/#top', '#', 'no', 'comment']],
    ['a\\$b', ['a$b']],
  ])('%j keeps variables, patterns and number signs unchanged', (line, expected) => {
    expect(argvOf(line)).toEqual(expected);
  });

  it.each(['a | b', 'a; b', 'a && b', 'a > f', 'a &', 'a < f', '$(date)', 'a || b', '(a)', 'a >> f'])(
    '%j is refused with a solution',
    (line) => {
      expect(splitCommand(line)).toEqual({ problem: { kind: 'operator', text: expect.any(String) } });
    },
  );

  it.each([`sh -c 'a`, 'echo "a', 'a\\', `$'a\\'`])('%j is not complete', (line) => {
    expect(splitCommand(line)).toMatchObject({ problem: { kind: expect.stringMatching(/^open-(quote|escape)$/) } });
  });

  it('is split into the same arguments that it was made of', () => {
    const word = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom(...`'"$\\#*?[]{}|&;<>() \n\t\r!~\`ax=-${'\u0001\u0085\u200e\ufdd0\ufdd1'}`) }),
    );
    fc.assert(
      fc.property(fc.array(word.filter((text) => !text.includes('\0'))), (list) => {
        expect(argvOf(commandLine(list))).toEqual(list);
      }),
      { numRuns: 2000 },
    );
  });

  it('contains no characters that a field does not keep', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (list) => {
        expect(commandLine(list)).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      }),
    );
  });
});
