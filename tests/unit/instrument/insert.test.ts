import { clientOptions } from '@core/instrument/client-options';
import { insertInstrumentation } from '@core/instrument/insert';
import { describe, expect, it } from 'vitest';

const ID = '0123456789abcdef';
const insert = (text: string, ...words: string[]) =>
  insertInstrumentation(text, { buildId: ID, tools: 'localhost/tools:1', options: clientOptions(words, {}) });

/** The lines after each FROM, by the line of FROM, and whether all other lines are the user's. */
function insertedInto(text: string, ...words: string[]) {
  const { build } = insert(text, ...words);
  const mine =
    /^(ARG (CONTAINERS_TRACE_BUILD|COMPILER_PATH|CCACHE_DISABLE|CCC_OVERRIDE)|LABEL containers-trace|COPY --from=localhost\/tools)/;
  const users = build.split('\n').filter((line) => !mine.test(line));
  const stages = build
    .split('\n')
    .filter((line) => /^\s*from /i.test(line) || line.startsWith('COPY --from=localhost/tools'));
  return { isKept: users.join('\n') === text, stages };
}
const TOOLS = 'COPY --from=localhost/tools:1 / /usr/lib/containers-trace-build/';
const reported = (text: string, ...words: string[]): string[] =>
  insert(text, ...words)
    .report.split('\n')
    .flatMap((line) => /^COPY --from=(\S+) \S+\/report \/\d+\/$/.exec(line)?.[1] ?? []);

describe('the instrumented Containerfile', () => {
  it.each<[what: string, text: string, from: string[]]>([
    ['one stage', 'FROM a\nRUN make\n', ['FROM a']],
    ['a stage that runs nothing', 'FROM a\nRUN make\nFROM scratch\nCOPY --from=0 /a /a\n', ['FROM a', '']],
    ['small letters and indentation', '  from a as b\n  run make\n', ['  from a as b']],
    [
      'a platform and an argument',
      `ARG V=1\nFROM --platform=$P a:\${V} AS b\nRUN make\n`,
      [`FROM --platform=$P a:\${V} AS b`],
    ],
    ['FROM on two lines with a comment', 'FROM \\\n# which\n a \\\n AS b\nRUN make\n', ['FROM \\']],
    [
      'a document that contains FROM',
      'FROM a\nRUN <<EOF\nFROM x\nmake\nEOF\nRUN <<-"B"\nFROM y\n\tB\n',
      ['FROM a', '', ''],
    ],
    ['a shift that is no document', 'FROM a\nRUN echo $((1<<3)) <<END\nFROM b\nRUN c\n', ['FROM a', 'FROM b']],
    ['another escape character', '# escape=`\nFROM a\nRUN c:\\\nRUN make `\n FROM x\n', ['FROM a', '']],
    ['a directive before the first stage', '# syntax=docker/dockerfile:1\nFROM a\nRUN make\n', ['FROM a']],
    ['Windows line ends', 'FROM a\r\nRUN make \\\r\n  all\r\n', ['FROM a\r']],
  ])('keeps every line of the user: %s', (_what, text, from) => {
    const { isKept, stages } = insertedInto(text);
    expect(isKept).toBe(true);
    expect(stages.filter((line) => line !== TOOLS).slice(0, from.filter(Boolean).length)).toEqual(from.filter(Boolean));
    expect(stages.filter((line) => line === TOOLS).length).toBe(from.filter(Boolean).length);
  });

  it('sets nothing that the image keeps but a label', () => {
    const { build } = insert('FROM a\nRUN make\n');
    const added = build.split('\n').filter((line) => line !== '' && !['FROM a', 'RUN make'].includes(line));
    expect(added.filter((line) => !/^(ARG|COPY) /.test(line))).toEqual([`LABEL containers-trace.build=${ID}`]);
  });

  it.each<[what: string, text: string, words: string[], stages: string[]]>([
    [
      'only the stages that the target needs',
      'FROM a AS x\nRUN 1\nFROM a AS y\nRUN 2\nFROM b\nCOPY --from=x /a /a\n',
      [],
      ['x'],
    ],
    ['a stage by its number', 'FROM a\nRUN 1\nFROM b\nCOPY --from=0 /a /a\n', [], ['0']],
    ['a stage as a base, by an argument', `ARG B=x\nFROM a AS x\nRUN 1\nFROM \${B}\nCOPY . .\n`, [], ['1', 'x']],
    [
      'a given argument',
      `ARG B=x\nFROM a AS x\nRUN 1\nFROM a AS y\nRUN 2\nFROM \${B:-x}\n`,
      ['--build-arg', 'B=y'],
      ['2', 'y'],
    ],
    [
      'a mounted stage',
      'FROM a AS x\nRUN 1\nFROM a\nRUN --mount=type=bind,from=x,target=/x cp /x /y\n',
      [],
      ['1', 'x'],
    ],
    ['a target', 'FROM a AS x\nRUN 1\nFROM x AS y\nRUN 2\nFROM z\nRUN 3\n', ['--target=Y'], ['y', 'x']],
  ])('reads the reports of %s', (_what, text, words, stages) => {
    expect(reported(text, ...words).sort()).toEqual(stages.sort());
  });

  it.each([
    ['FROM a AS x\nRUN make\nFROM scratch\nCOPY --from=x /p /p\n', false],
    ['FROM a AS x\nRUN make\nFROM x\n', true],
    ['FROM a\nRUN make\n', true],
  ])('tells whether the wrapper is in the result: %j', (text, leavesTools) => {
    expect(insert(text).leavesTools).toBe(leavesTools);
  });

  it.each([
    ['FROM a\nRUN apt-get install clang && make CC=clang\n', ['0']],
    ['FROM a\nENV CC=clang\nRUN make\n', ['0']],
    ['FROM alpine\nRUN apk add clang && make\n', []],
    ['FROM a\nRUN clang -target bpf -c x.c\n', []],
    ['FROM a\nRUN make\n', []],
  ])('instruments clang in the stages that name it: %j', (text, stages) => {
    expect(insert(text).clangStages).toEqual(stages);
  });

  it.each([
    ['', /no FROM/],
    ['FROM a\nCOPY . .\n', /No stage .* runs a command/],
  ])('is refused with a reason: %j', (text, reason) => {
    expect(() => insert(text)).toThrow(reason);
  });

  it('is refused for a target that does not exist', () => {
    expect(() => insert('FROM a AS x\nRUN 1\n', '--target', 'y')).toThrow(/no stage y/);
  });

  it.each([['--tag=x'], ['-tx'], ['-f'], ['--file'], ['--no-cache'], ['--pull=always'], ['-q'], ['--output=o']])(
    'refuses the option %s, which the app sets',
    (word) => {
      expect(() => clientOptions([word, 'value'], {})).toThrow(/cannot be used/);
    },
  );

  it('passes on secrets and other options, and reads arguments also from the environment', () => {
    const words = [
      '--secret',
      'id=a,src=b',
      '--ssh',
      'default',
      '--build-arg',
      'A=1=2',
      '--build-arg=B',
      '--network=none',
    ];
    const options = clientOptions(words, { B: 'of the environment' });
    expect(options.words).toEqual(words);
    expect([...options.buildArgs]).toEqual([
      ['A', '1=2'],
      ['B', 'of the environment'],
    ]);
  });
});
