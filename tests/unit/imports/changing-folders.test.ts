import {
  appendFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { changedMeanwhile, IMPORT_AGAIN, NOT_IN_A_TRACE, notRegularFile } from '@core/archive/foreign-error';
import type { AppError } from '@shared/model/app-error';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { scratchFolder } from '../setup/scratch';
import { ImportScene } from './import-scene';

const scratch = scratchFolder();
let scene: ImportScene;
let session: string;
/** The leaves, in the order in which they are taken. */
let first: string;
let second: string;
beforeEach(() => {
  scene = new ImportScene(scratch.path);
  session = scene.at('given', 'session');
  first = writeSmallCtf(session, { uid: 1 });
  second = writeSmallCtf(session, { uid: 2 });
  // What nothing may be led to.
  writeSmallCtf(scene.at('outside', 'session'), { uid: 2, events: 99 });
  // So that no change is in the same tick of the clock as the making.
  for (const folder of [first, second]) utimesSync(folder, 1, 1);
});

/** Changes something at the moment when so many files have been copied. */
async function refusal(after: number, change: () => void, how: 'copy' | 'reference' = 'copy'): Promise<AppError> {
  let copied = 0;
  const onProgress = (): void => {
    copied += 1;
    if (copied === after) change();
  };
  const outside = scene.outside();
  const error = await scene.runImport(session, { how, onProgress }).then(
    () => expect.unreachable('it was imported'),
    (thrown: unknown) => thrown as AppError,
  );
  expect(copied).toBeGreaterThanOrEqual(after);
  expect(scene.outside()).toEqual(outside);
  expect(scene.leftovers()).toEqual([]);
  expect(await scene.library.rows()).toEqual([]);
  expect([IMPORT_AGAIN, NOT_IN_A_TRACE]).toContain(error.hint);
  return error;
}

/** The message without the name at its beginning. */
const reasonOf = ({ message }: AppError): string => message.slice(message.indexOf('”'));

describe('a folder that changes while it is copied is refused, and what changed is named', () => {
  it.each([
    [
      'a stream grows while it is copied',
      1,
      () => appendFileSync(join(first, 'channel_0'), 'more'),
      '1/64-bit/channel_0',
    ],
    [
      'a stream grows that was copied already',
      4,
      () => appendFileSync(join(first, 'channel_0'), 'x'),
      '1/64-bit/channel_0',
    ],
    [
      'a metadata grows that is not copied yet',
      1,
      () => appendFileSync(join(second, 'metadata'), ' '),
      '2/64-bit/metadata',
    ],
    ['a stream is cut', 4, () => writeFileSync(join(second, 'channel_0'), ''), '2/64-bit/channel_0'],
    ['a stream is added', 4, () => writeFileSync(join(first, 'channel_1'), ''), '1/64-bit'],
    ['a stream is replaced', 4, () => replace(join(first, 'channel_0')), '1/64-bit'],
  ] as const)('%s', async (_what, after, change, names) => {
    const error = await refusal(after, change);
    expect(error.code).toBe('config');
    expect(reasonOf(error)).toBe(reasonOf(changedMeanwhile('')));
    expect(error.message).toContain(`${names}”`);
  });

  it.each([
    ['a file', 3, () => rmSync(join(second, 'metadata')), '2/64-bit/metadata'],
    ['a file that was copied already', 4, () => rmSync(join(first, 'metadata')), '1/64-bit/metadata'],
    ['a folder', 1, () => rmSync(second, { recursive: true }), '2/64-bit'],
    ['all of it', 2, () => rmSync(session, { recursive: true }), 'session'],
  ] as const)('%s vanishes', async (_what, after, change, names) => {
    const error = await refusal(after, change);
    expect(error.code).toBe('missing');
    expect(error.message).toContain(names);
  });

  it('a recording that goes on meanwhile, by reference: its metadata would be older than its streams', async () => {
    const error = await refusal(1, () => appendFileSync(join(first, 'channel_0'), 'more'), 'reference');
    expect(error.message).toContain('1/64-bit/channel_0”');
    expect(reasonOf(error)).toBe(reasonOf(changedMeanwhile('')));
  });
});

describe('what is swapped for a link while it is copied is never followed', () => {
  it.each([
    ['a file', 2, (): void => swap(join(second, 'channel_0'), scene.at('outside', 'secret')), '2/64-bit/channel_0'],
    ['the folder of a leaf', 1, (): void => swap(second, scene.at('outside/session/ust/uid/2/64-bit')), '2/64-bit'],
    ['a folder above it', 1, (): void => swap(join(session, 'ust'), scene.at('outside/session/ust')), 'session/ust'],
    ['the folder that was named', 1, (): void => swap(session, scene.at('outside/session')), 'session'],
  ])('%s', async (_what, after, change, names) => {
    const error = await refusal(after, change);
    expect(error.code).toBe('config');
    expect(reasonOf(error)).toBe(reasonOf(notRegularFile('')));
    expect(error.message).toContain(`${names}”`);
  });

  it('a folder within one, whose files are reached through the folder that was opened', async () => {
    mkdirSync(join(second, 'index'));
    writeFileSync(join(second, 'index', 'channel_0.idx'), '');
    const error = await refusal(3, () => swap(join(second, 'index'), scene.at('outside', 'etc')));
    expect(error.message).toContain('2/64-bit/index”');
    expect(reasonOf(error)).toBe(reasonOf(notRegularFile('')));
  });
});

it('what stays as it is comes in with every byte', async () => {
  const [{ id } = { id: '' }] = await scene.runImport(session);
  const folder = scene.library.pathOf(id ?? '');
  expect(
    readFileSync(join(folder, 'session-ust-uid-1', 'channel_0')).equals(readFileSync(join(first, 'channel_0'))),
  ).toBe(true);
});

function replace(path: string): void {
  writeFileSync(scene.at('given', 'another'), 'another');
  renameSync(scene.at('given', 'another'), path);
}

function swap(path: string, target: string): void {
  renameSync(path, scene.at('given', 'away'));
  symlinkSync(target, path);
}
