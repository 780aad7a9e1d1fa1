import { appendFileSync, mkdirSync, renameSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { TraceFiles } from '@core/analysis/files/trace-files';
import { ArchiveContent } from '@core/archive/archive-content';
import { readError } from '@core/archive/read-error';
import { MOST_METADATA_BYTES } from '@reader/schema/bounds';
import type { TraceRecord } from '@shared/model/trace-record';
import { describe, expect, it } from 'vitest';
import { writeSmallCtf } from '../../setup/small-ctf';
import { recordOf } from '../setup/configs';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

const leafOf = (path: string): TraceRecord['recordings'][number]['leaves'][number] => ({ path, uid: 1000, part: null });

/** A trace with two leaves, one of them a part of the other's recording. @returns its folder */
function writeTrace(change: Partial<TraceRecord> = {}): string {
  const folder = join(scratch.path, 'trace');
  for (const below of ['a-ust-uid-1000', 'b-ust-uid-1000']) writeSmallCtf(folder, { below });
  const { recordings } = recordOf();
  const [recording] = recordings;
  if (!recording) throw new Error('the record of the tests has no recording');
  const leaves = [leafOf('a-ust-uid-1000'), leafOf('b-ust-uid-1000')];
  const record = recordOf({ recordings: [{ ...recording, leaves }], ...change });
  writeFileSync(join(folder, 'trace.json'), JSON.stringify(record));
  return folder;
}

const REFERENCE: Partial<TraceRecord> = {
  imported: { at: '2026-01-02T03:04:05.000Z', from: '/somewhere', how: 'reference', kind: 'ctf' },
};

async function opened<T>(folder: string, act: (files: TraceFiles) => T): Promise<T> {
  const files = await TraceFiles.open(folder);
  try {
    return act(files);
  } finally {
    await files.close();
  }
}

const fingerprintOf = (folder: string): Promise<string> => opened(folder, ({ fingerprint }) => fingerprint);

describe('the files of a trace', () => {
  it.each(['trace.json', 'containers.json'])('names %s by its own path, not by that of a descriptor', async (name) => {
    const folder = writeTrace();
    const at = join(folder, name);
    rmSync(at, { force: true });
    mkdirSync(at);
    for (const { open } of [TraceFiles, ArchiveContent])
      await expect(open(folder)).rejects.toThrow(`${at} is not a regular file`);
    const error = Object.assign(new Error("EIO: i/o error, open '/proc/self/fd/12/a'"), { code: 'EIO' });
    expect(readError(error, at).message).not.toContain('/proc');
  });

  it('reads any part of a stream, and fewer bytes only at its end', async () => {
    await opened(writeTrace(), (files) => {
      const [stream] = files.sources()[0]?.streams ?? [];
      expect(stream?.name).toBe('channel_0');
      expect(stream?.bytes.sizeBytes).toBe(140);
      const into = new Uint8Array(8);
      expect(stream?.bytes.read(into, 0)).toBe(8);
      expect([...into.subarray(0, 4)]).toEqual([0xc1, 0x1f, 0xfc, 0xc1]);
      expect(stream?.bytes.read(into, 136)).toBe(4);
      expect(stream?.bytes.read(into, 140)).toBe(0);
    });
  });

  it('keeps equal metadata of several leaves once', async () => {
    await opened(writeTrace(), ({ leaves: [first, second] }) => {
      expect(first?.metadata.length).toBeGreaterThan(0);
      expect(second?.metadata).toBe(first?.metadata);
    });
  });

  it('does not treat hidden files and the packet index as streams', async () => {
    const folder = writeTrace();
    mkdirSync(join(folder, 'a-ust-uid-1000/index'));
    writeFileSync(join(folder, 'a-ust-uid-1000/index/channel_0.idx'), 'index');
    writeFileSync(join(folder, 'a-ust-uid-1000/.hidden'), 'x');
    await opened(folder, ({ leaves: [first] }) => {
      expect(first?.streams.map(({ name }) => name)).toEqual(['channel_0']);
      expect(Buffer.from(first?.streams[0]?.index ?? []).toString()).toBe('index');
    });
  });

  it('reads a trace that is moved after it was opened', async () => {
    const folder = writeTrace();
    const files = await TraceFiles.open(folder);
    renameSync(folder, join(scratch.path, 'elsewhere'));
    const read = files.sources()[1]?.streams[0]?.bytes.read(new Uint8Array(4), 0);
    await files.close();
    expect(read).toBe(4);
  });

  it('reads a stream that became shorter up to its new end', async () => {
    const folder = writeTrace();
    await opened(folder, (files) => {
      truncateSync(join(folder, 'a-ust-uid-1000/channel_0'), 100);
      expect(files.sources()[0]?.streams[0]?.bytes.read(new Uint8Array(140), 0)).toBe(100);
    });
  });
});

describe('links in a trace', () => {
  it('are not read in a trace of the library', async () => {
    const folder = writeTrace();
    const secret = join(scratch.path, 'secret');
    writeFileSync(secret, 'secret');
    symlinkSync(secret, join(folder, 'a-ust-uid-1000/channel_1'));
    await opened(folder, ({ leaves: [first] }) =>
      expect(first?.streams.map(({ name }) => name)).toEqual(['channel_0']),
    );
  });

  it('are not read if a stream is replaced by a link after the trace was opened', async () => {
    const folder = writeTrace();
    const stream = join(folder, 'a-ust-uid-1000/channel_0');
    await opened(folder, (files) => {
      rmSync(stream);
      symlinkSync('/etc/passwd', stream);
      expect(() => files.sources()[0]?.streams[0]?.bytes.read(new Uint8Array(4), 0)).toThrow(
        expect.objectContaining({ code: 'config' }),
      );
    });
  });

  it('are the streams of a trace by reference', async () => {
    const foreign = writeSmallCtf(join(scratch.path, 'foreign'));
    const folder = writeTrace(REFERENCE);
    const stream = join(folder, 'a-ust-uid-1000/channel_0');
    rmSync(stream);
    symlinkSync(join(foreign, 'channel_0'), stream);
    await opened(folder, (files) =>
      expect(files.sources()[0]?.streams[0]?.bytes.read(new Uint8Array(200), 0)).toBe(140),
    );
  });

  it('that lead nowhere are reported as a missing folder', async () => {
    const folder = writeTrace(REFERENCE);
    symlinkSync(join(scratch.path, 'gone'), join(folder, 'a-ust-uid-1000/channel_1'));
    await expect(TraceFiles.open(folder)).rejects.toMatchObject({ code: 'missing' });
  });
});

describe('the fingerprint of a trace', () => {
  it('stays the same for the same files, and changes with a stream and with the metadata', async () => {
    const folder = writeTrace();
    const before = await fingerprintOf(folder);
    expect(await fingerprintOf(folder)).toBe(before);
    appendFileSync(join(folder, 'b-ust-uid-1000/channel_0'), 'x');
    const grown = await fingerprintOf(folder);
    expect(grown).not.toBe(before);
    appendFileSync(join(folder, 'b-ust-uid-1000/metadata'), '\n');
    expect(await fingerprintOf(folder)).not.toBe(grown);
  });
});

describe('a trace that cannot be opened', () => {
  it('is refused while it is being recorded', async () => {
    await expect(TraceFiles.open(writeTrace({ state: 'recording' }))).rejects.toMatchObject({ code: 'config' });
  });

  it('is refused if its metadata claims more than the limit, without reading it', async () => {
    const folder = writeTrace();
    truncateSync(join(folder, 'a-ust-uid-1000/metadata'), MOST_METADATA_BYTES + 1);
    await expect(TraceFiles.open(folder)).rejects.toMatchObject({ code: 'config' });
  });
});
