import { lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { filesBelow } from '@core/library/trace-folder';
import { AppError } from '@shared/model/app-error';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { ImportScene, pictureOf } from '../unit/imports/import-scene';
import { type RawEntry, rawTar, rawZip } from '../unit/imports/raw-archives';
import { exportEntries, FILES, TOP } from '../unit/imports/whole-export';
import { RUN_ID } from '../unit/setup/configs';
import { scratchFolder } from '../unit/setup/scratch';

const ARCHIVES = 1_000;
const scratch = scratchFolder();

/** Parts of names that lead, or seem to lead, out of the archive. */
const part = fc.oneof(
  fc.constantFrom(
    '..',
    '.',
    '',
    '/',
    '~',
    'trace.json',
    'Trace.json',
    'metadata',
    'SHA256SUMS',
    '.lock',
    '.trash',
    '.journal',
  ),
  fc.constantFrom(
    TOP,
    RUN_ID,
    'outside',
    'victim',
    'library',
    'x.asar',
    '.containers-trace-000000000000.partial',
    '__MACOSX',
  ),
  fc.constantFrom(
    'a\\b',
    '..\\victim',
    'C:',
    'a\u001b[31mb',
    'a\u0000b',
    'a\nb',
    '\u202egnp',
    'n'.repeat(300),
    'é',
    'e\u0301',
  ),
  fc.string({ maxLength: 12 }),
);
const name = fc.oneof(
  fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
  fc.constantFrom(
    '../victim',
    '../../victim',
    '/etc/ct-never',
    `${TOP}/../../../victim`,
    `${TOP}/deep`,
    `${TOP}/trace.json`,
  ),
  fc.constantFrom(`${TOP}/trace.json/below`, `${TOP}/DEEP/er`, `${'d/'.repeat(40)}x`, `${'long/'.repeat(400)}x`),
  fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes)),
);
const entry: fc.Arbitrary<RawEntry> = fc.record(
  {
    name,
    content: fc.oneof(fc.string({ maxLength: 50 }), fc.constant('{"schema":1}'), fc.constant('/* CTF 1.8 */')),
    type: fc.constantFrom('0', '0', '0', '1', '2', '2', '3', '4', '5', '6', '7', 'S', 'x', 'g', 'L', 'K', 'Z'),
    link: fc.constantFrom('/etc/passwd', '../../victim', '../outside', TOP, '.', 'victim', `${TOP}/trace.json`),
    saidBytes: fc.constantFrom(0, 1, 600, 2 ** 32, 2 ** 33 - 1),
    mode: fc.constantFrom(0, 0o777, 0o4777, 0o2755),
    encrypted: fc.boolean(),
  },
  { requiredKeys: ['name'] },
);

/** Hostile entries among those of a complete trace, sometimes with changed bytes or a missing end. */
const archive = fc.record({
  format: fc.constantFrom('tar', 'tar', 'zip', 'zip', 'tar.gz'),
  base: fc.boolean(),
  hostile: fc.array(fc.tuple(entry, fc.nat({ max: 10 })), { maxLength: 4 }),
  twice: fc.boolean(),
  flips: fc.array(fc.tuple(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), fc.nat({ max: 255 })), {
    maxLength: 3,
  }),
  cutAt: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { freq: 3 }),
  end: fc.boolean(),
});

type Made = typeof archive extends fc.Arbitrary<infer A> ? A : never;
const WHOLE: [Made][] = (['tar', 'zip', 'tar.gz'] as const).map((format) => [
  { format, base: true, hostile: [], twice: false, flips: [], cutAt: null, end: true },
]);

function bytesOf({ format, base, hostile, twice, flips, cutAt, end }: Made): Buffer {
  const entries: RawEntry[] = base ? exportEntries() : [];
  for (const [one, at] of hostile) entries.splice(at, 0, one);
  if (twice && entries[0]) entries.push(entries[0]);
  const raw = format === 'zip' ? rawZip(entries) : rawTar(entries, { end });
  const packed = format === 'tar.gz' ? gzipSync(raw) : raw;
  for (const [where, value] of flips) packed[Math.floor(where * packed.length)] = value;
  return cutAt === null ? packed : packed.subarray(0, Math.floor(cutAt * packed.length));
}

it(`of ${ARCHIVES} hostile archives none changes anything outside, and the library holds a whole trace or nothing`, {
  timeout: 120_000,
}, async () => {
  const scene = new ImportScene(scratch.path);
  const outside = scene.outside();
  const given = scene.at('given');
  const seen = { taken: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(archive, async (made) => {
      writeFileSync(given, bytesOf(made));
      const outcome = await scene.runImport(given).catch((error: unknown) => {
        expect(error).toBeInstanceOf(AppError);
        // The error is never a bug, and always has a hint.
        expect((error as AppError).code).toMatch(/^(config|command)$/);
        return null;
      });
      seen[outcome ? 'taken' : 'refused'] += 1;
      expect(scene.outside()).toEqual(outside);
      expect(scene.leftovers()).toEqual([]);
      const ids = (await scene.library.rows()).map(({ id }) => id);
      expect(ids).toEqual(outcome?.map(({ id }) => id) ?? []);
      for (const id of ids) {
        await expectWhole(scene.library.pathOf(id));
        rmSync(scene.library.pathOf(id), { recursive: true });
      }
    }),
    // Add complete archives, which are too rare among the random ones.
    { numRuns: ARCHIVES, examples: WHOLE, ...FUZZ_SEED },
  );
  expect(seen.taken).toBeGreaterThan(0);
  expect(seen.refused).toBeGreaterThan(ARCHIVES / 2);
});

/** Each file equals the exported one and is readable only by its owner. Only the record also describes the import. */
async function expectWhole(folder: string): Promise<void> {
  expect((await filesBelow(folder)).map(({ path }) => path).sort()).toEqual(Object.keys(FILES).sort());
  for (const [path, text] of Object.entries(FILES))
    if (path !== 'trace.json') expect(readFileSync(join(folder, path), 'utf8')).toBe(text);
  const { imported, ...record } = JSON.parse(readFileSync(join(folder, 'trace.json'), 'utf8'));
  expect({ ...record, imported: null }).toEqual(JSON.parse(FILES['trace.json'] ?? ''));
  expect(imported).toMatchObject({ how: 'copy', kind: 'export' });
  for (const line of pictureOf(folder)) expect(line.split(' ')[1]).toMatch(/^(40700|100600)$/);
  expect(lstatSync(folder).isDirectory()).toBe(true);
}
