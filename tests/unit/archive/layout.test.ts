import { archiveNameOf } from '@shared/archive/archive-name';
import { checksumLine, parseChecksums } from '@shared/archive/checksum-list';
import { formatOfName } from '@shared/archive/formats';
import { entryTimeOf, topFolderOf } from '@shared/archive/layout';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const ID = '20260102-030405-0a1b2c';
const SUM = 'a'.repeat(64);

it('names the top folder as Trace Compass shows a leaf, with the id behind it', () => {
  const top = topFolderOf({ title: 'Größe, 5 times', id: ID });
  expect(top).toBe(`Grosse-5-times-${ID}`);
});

it.each([
  ['ls -la in demo:1', `ls-la-in-demo-1-${ID}.ctrace.zip`],
  ['Größe der Läufe', `Größe-der-Läufe-${ID}.ctrace.zip`],
  ['計測', `計測-${ID}.ctrace.zip`],
  ['../../etc/passwd', `etc-passwd-${ID}.ctrace.zip`],
  ['a\nb\u0007c\u202ed', `a-bcd-${ID}.ctrace.zip`],
  ['...', `trace-${ID}.ctrace.zip`],
  ['-rf', `rf-${ID}.ctrace.zip`],
])('gives the file of %j a name that one can read and that holds everywhere', (title, name) => {
  expect(archiveNameOf({ title, id: ID }, 'zip')).toBe(name);
});

it('keeps whole characters when a title is longer than a name may be', () => {
  const name = archiveNameOf({ title: '計'.repeat(200), id: ID }, 'tar.zst');
  expect(name).toBe(`${'計'.repeat(60)}-${ID}.ctrace.tar.zst`);
  expect(Buffer.byteLength(name)).toBeLessThan(255);
});

it('writes sha256sum’s own lines, also for names with a newline or a backslash, and reads them back', () => {
  const list = ['trace.json', 'a b/ü', 'two\nlines', 'back\\slash\r'].map((path) => ({ sha256: SUM, path }));
  const text = list.map(checksumLine).join('');
  expect(text.split('\n').slice(0, 4)).toEqual([
    `${SUM}  trace.json`,
    `${SUM}  a b/ü`,
    `\\${SUM}  two\\nlines`,
    `\\${SUM}  back\\\\slash\\r`,
  ]);
  expect(parseChecksums(text)).toEqual(list);
  expect(parseChecksums(`${text}not a line\n`)).toBeUndefined();
});

/** Names in which what the list escapes is likely, and what it uses as marks. */
const oddPath = fc
  .array(fc.oneof(fc.constantFrom('\\', '\n', '\r', 'n', 'r', ' ', '*', '\udce9', '\u0085', '\u2028'), fc.string()), {
    minLength: 1,
    maxLength: 10,
  })
  .map((parts) => parts.join(''))
  .filter((path) => path !== '');

it('reads back exactly what it writes, whatever the names', () => {
  fc.assert(
    fc.property(fc.array(oddPath, { maxLength: 5 }), (paths) => {
      const list = paths.map((path) => ({ sha256: SUM, path }));
      expect(parseChecksums(list.map(checksumLine).join(''))).toEqual(list);
    }),
    { numRuns: 2000 },
  );
});

it.each(['\\aa  a\\x', 'aa  a', `${SUM}`, `${SUM}  `, `\\${SUM}  a\\`, `\\${SUM}  a\\t`])(
  'takes %j for no line of sha256sum',
  (line) => {
    expect(parseChecksums(`${line}\n`)).toBeUndefined();
  },
);

it('dates all entries by the end of the recording, in whole seconds', () => {
  const createdAt = '2026-01-02T03:04:05.000Z';
  expect(entryTimeOf({ createdAt, endedAt: '2026-01-02T03:04:06.789Z' }).toISOString()).toBe(
    '2026-01-02T03:04:06.000Z',
  );
  expect(entryTimeOf({ createdAt, endedAt: null }).toISOString()).toBe(createdAt);
  expect(entryTimeOf({ createdAt: '', endedAt: null }).getTime()).toBe(0);
});

it('knows the format by the ending, also by that of older versions', () => {
  const names = ['x.ctrace.zip', 'x.zip', 'X.ZIP', 'x.ctrace.tar.zst', 'a.b.tar.zst', 'x.tar', 'ctrace', 'x.zst'];
  expect(names.map(formatOfName)).toEqual(['zip', 'zip', 'zip', 'tar.zst', 'tar.zst', undefined, undefined, undefined]);
});
