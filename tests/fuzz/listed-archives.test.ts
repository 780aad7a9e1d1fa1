import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENTRY_FAULTS } from '@core/archive/entry-place';
import { noTraceIn } from '@core/imports/find-traces';
import { inspectSource } from '@core/imports/inspect-source';
import type { ImportFinding } from '@shared/model/import';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ImportScene } from '../unit/imports/import-scene';
import { type RawEntry, rawTar, rawZip } from '../unit/imports/raw-archives';
import { exportEntries, TOP } from '../unit/imports/whole-export';
import { RUN_ID } from '../unit/setup/configs';
import { scratchFolder } from '../unit/setup/scratch';

const MIB = 1_048_576;
const scratch = scratchFolder();
let scene: ImportScene;
beforeEach(async () => {
  scene = new ImportScene(scratch.path);
  await scene.library.prepare();
});

const look = (path: string): Promise<ImportFinding> => inspectSource(scene.library, path, new AbortController().signal);

function given(name: string, bytes: Buffer): string {
  const path = scene.at('given', name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, bytes);
  return path;
}

const SESSIONS: RawEntry[] = [
  ...['kernel', 'ust/uid/0/64-bit', 'ust/uid/1000/64-bit'].flatMap((leaf) => [
    { name: `traces/first/${leaf}/metadata`, content: '/* CTF 1.8 */' },
    { name: `traces/first/${leaf}/channel_0`, content: 'x'.repeat(100) },
  ]),
  { name: 'traces/second/kernel/metadata', content: '/* CTF 1.8 */' },
  { name: 'traces/readme', content: 'no trace' },
];
const LEAF_BYTES = 13 + 100;

describe.each([
  ['zip', rawZip],
  ['tar', rawTar],
] as const)('a %s', (ending, pack) => {
  it('of what others recorded tells its traces, their CTF folders and sizes', async () => {
    expect(await look(given(`x.${ending}`, pack(SESSIONS)))).toMatchObject({
      error: null,
      unpackedBytes: 3 * LEAF_BYTES + 13 + 8,
      traces: [
        { title: 'first', kind: 'ctf', id: null, leaves: 3, sizeBytes: 3 * LEAF_BYTES },
        { title: 'second', kind: 'ctf', id: null, leaves: 1, sizeBytes: 13 },
      ],
    });
  });

  it('of an export tells its name, and that it is here', async () => {
    const path = given(`x.${ending}`, pack(exportEntries()));
    expect((await look(path)).traces).toMatchObject([
      { title: 'ls-la-in-demo-1', id: RUN_ID, leaves: 0, existing: null },
    ]);
    await scene.runImport(path);
    expect((await look(path)).traces).toMatchObject([{ id: RUN_ID, existing: 'library' }]);
  });

  it('of a leaf in no folder has the name of the archive', async () => {
    const path = given(`my trace.${ending}`, pack([{ name: 'kernel/metadata', content: 'x' }]));
    expect((await look(path)).traces).toMatchObject([{ title: 'my trace', leaves: 1 }]);
  });

  it('that would not be unpacked says so at once, and one without a trace too', async () => {
    const hostile = given(`a.${ending}`, pack([...SESSIONS, { name: '../victim', content: 'x' }]));
    expect((await look(hostile)).error?.message).toContain(`“../victim” ${ENTRY_FAULTS.outside}`);
    const none = given(`b.${ending}`, pack([{ name: 'readme', content: 'x' }]));
    expect((await look(none)).error?.message).toBe(noTraceIn(none).message);
  });
});

it('a large tar is not read through for a list, and says that it has none; of an export its name is known', async () => {
  const sparse = (name: string): string => {
    const path = given('large.tar', rawTar([{ name, saidBytes: 200 * MIB }], { end: false }));
    truncateSync(path, 512 + 200 * MIB + 1024);
    return path;
  };
  expect(await look(sparse('session/kernel/channel_0'))).toMatchObject({
    error: null,
    traces: [],
    unpackedBytes: null,
    sizeBytes: 512 + 200 * MIB + 1024,
  });
  expect((await look(sparse(`${TOP}/ls-kernel/channel_0`))).traces).toMatchObject([{ id: RUN_ID, leaves: null }]);
});

it('a list tells what is found when the same is unpacked', async () => {
  const part = fc.constantFrom(
    'a',
    'kernel',
    'ust',
    'uid',
    '1000',
    '64-bit',
    'trace.json',
    'metadata',
    'x-kernel',
    'archives',
    '.hidden',
  );
  const paths = fc.uniqueArray(
    fc.array(part, { minLength: 1, maxLength: 5 }).map((parts) => parts.join('/')),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(paths, async (all) => {
      // A path that is a file cannot be a folder.
      const files = all.filter((one) => !all.some((other) => other.startsWith(`${one}/`)));
      const folder = scene.at('given', 'unpacked');
      execFileSync('rm', ['-rf', folder]);
      for (const file of files) {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), 'x');
      }
      const listed = await look(given('unpacked.zip', rawZip(files.map((name) => ({ name, content: 'x' })))));
      const found = await look(folder);
      const facts = ({ traces }: ImportFinding) =>
        traces.map(({ title, kind, sizeBytes }) => ({ title, kind, sizeBytes }));
      expect(facts(listed)).toEqual(facts(found));
      expect(listed.error?.message).toEqual(found.error?.message.replace('unpacked', 'unpacked.zip'));
    }),
    { numRuns: 100 },
  );
});
