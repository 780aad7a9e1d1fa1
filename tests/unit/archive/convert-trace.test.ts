import { execFileSync } from 'node:child_process';
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type ConvertTools, convertTrace } from '@core/archive/convert-trace';
import { ReadError } from '@reader/read-error';
import { TRACE_FILE_FORMAT_IDS, type TraceFileFormat } from '@shared/archive/formats';
import { FILE_MODE } from '@shared/archive/layout';
import { beforeEach, describe, expect, it } from 'vitest';
import { busySource, type SyntheticSource } from '../analysis/formats/synthetic-source';
import { RUN_ID } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
let library = '';
let out = '';
beforeEach(() => {
  library = join(scratch.path, 'library');
  out = join(scratch.path, 'out');
  for (const folder of [library, out]) mkdirSync(folder);
});

const convert = (
  format: TraceFileFormat,
  source: SyntheticSource = busySource(),
  tools: Partial<ConvertTools> = {},
  force = false,
) =>
  convertTrace(
    RUN_ID,
    { path: join(out, 'file'), format, force },
    (work) => work({ source, sizeBytes: 1000, unread: () => [] }),
    { libraryDir: library, runtimeDir: join(scratch.path, 'run') },
    { signal: new AbortController().signal, floorOf: () => 0, ...tools },
  );

/** No part of an export is anywhere, and no promise to remove one. */
const expectNothing = (): void => {
  expect(readdirSync(out)).toEqual([]);
  expect(readdirSync(join(library, '.journal'))).toEqual([]);
};

describe.each(TRACE_FILE_FORMAT_IDS)('%s', (format) => {
  it('is written completely under its name, without temporary files', async () => {
    const shares: number[] = [];
    const exported = await convert(format, busySource(), {
      onProgress: ({ doneBytes, totalBytes }) => shares.push(doneBytes / (totalBytes ?? 0)),
    });
    expect(readdirSync(out)).toEqual(['file']);
    expect(readdirSync(join(library, '.journal'))).toEqual([]);
    const { size, mode } = statSync(join(out, 'file'));
    expect(exported).toMatchObject({ id: RUN_ID, format, bytes: size, files: null });
    expect(mode & 0o777).toBe(FILE_MODE);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares[0]).toBe(0);
  });

  it('leaves nothing when it is cancelled', async () => {
    const cancel = new AbortController();
    const converting = convert(format, endless(), { signal: cancel.signal });
    setImmediate(() => cancel.abort());
    await expect(converting).rejects.toMatchObject({ code: 'cancelled' });
    expectNothing();
  });

  it('leaves nothing when the trace cannot be read to its end', async () => {
    const source = endless(new ReadError('damaged', 'A stream file became shorter while it was read.'));
    await expect(convert(format, source)).rejects.toThrow('became shorter');
    expectNothing();
  });
});

it('replaces an existing file only by force', async () => {
  writeFileSync(join(out, 'file'), 'before');
  await expect(convert('csv')).rejects.toMatchObject({ code: 'config' });
  expect(readFileSync(join(out, 'file'), 'utf8')).toBe('before');
  await convert('csv', busySource(), {}, true);
  expect(readFileSync(join(out, 'file'), 'utf8')).not.toBe('before');
});

it('does not replace a pipe or a device, not even by force', async () => {
  execFileSync('mkfifo', [join(out, 'file')]);
  await expect(convert('csv', busySource(), {}, true)).rejects.toMatchObject({ code: 'config' });
  expect(lstatSync(join(out, 'file')).isFIFO()).toBe(true);
});

it.each(['/dev/null', '/proc/self/fd/1'])('does not replace a link to %s, as /dev/stdout is one', async (to) => {
  symlinkSync(to, join(out, 'file'));
  await expect(convert('csv', busySource(), {}, true)).rejects.toMatchObject({ code: 'config' });
  expect(readlinkSync(join(out, 'file'))).toBe(to);
});

it('replaces a link to a file by force, and keeps the file', async () => {
  const file = join(scratch.path, 'linked');
  writeFileSync(file, 'before');
  symlinkSync(file, join(out, 'file'));
  await convert('csv', busySource(), {}, true);
  expect(lstatSync(join(out, 'file')).isFile()).toBe(true);
  expect(readFileSync(file, 'utf8')).toBe('before');
});

it('is refused on a disk with less free space than its floor', async () => {
  await expect(convert('csv', busySource(), { floorOf: () => Number.MAX_SAFE_INTEGER })).rejects.toMatchObject({
    code: 'command',
  });
  expect(existsSync(join(out, 'file'))).toBe(false);
});

it('leaves nothing when the range has nothing that the format keeps', async () => {
  const source = busySource();
  source.entries.length = 0;
  await expect(convert('speedscope', source)).rejects.toMatchObject({ code: 'missing' });
  expectNothing();
});

/** A source that ends only with the signal, or with an error after some batches. */
function endless(error?: ReadError): SyntheticSource {
  const source = busySource();
  const { timeline } = Object.getPrototypeOf(source);
  source.recorded.push({
    timeNs: 1,
    name: 'x',
    owner: { container: null, process: '', pid: -1, thread: '', tid: -1 },
    cpu: 0,
    symbol: null,
    context: new Map(),
    fields: new Map(),
  });
  const again = async function* <T>(batches: () => AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T> {
    for (let round = 0; error === undefined || round < 3; round += 1) {
      yield* batches();
      await new Promise(setImmediate);
      signal.throwIfAborted();
    }
    throw error;
  };
  const { events } = Object.getPrototypeOf(source);
  source.timeline = (signal) => again(() => timeline.call(source, signal), signal);
  source.events = (signal) => again(() => events.call(source, signal), signal);
  return source;
}
