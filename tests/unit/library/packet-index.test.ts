import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPacketIndexes } from '@core/library/packet-index';
import { beforeEach, describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const ENTRY_BYTES = 72;

/** An index as lttng-tools writes it (ctf-index.h): big-endian words, sizes in bits. */
function index(
  packets: readonly { offset: number; bytes: number }[],
  magic = 0xc1f1dcc1,
  entryBytes = ENTRY_BYTES,
): Buffer {
  const file = Buffer.alloc(16 + packets.length * ENTRY_BYTES);
  for (const [at, word] of [magic, 1, 1, entryBytes].entries()) file.writeUInt32BE(word, at * 4);
  packets.forEach(({ offset, bytes }, at) => {
    file.writeBigUInt64BE(BigInt(offset), 16 + at * ENTRY_BYTES);
    file.writeBigUInt64BE(BigInt(bytes) * 8n, 24 + at * ENTRY_BYTES);
  });
  return file;
}

const stream = (name: string, bytes: number, its: Buffer): void => {
  writeFileSync(join(scratch.path, name), Buffer.alloc(bytes));
  writeFileSync(join(scratch.path, 'index', `${name}.idx`), its);
};

beforeEach(() => mkdirSync(join(scratch.path, 'index')));

describe('the end of a stream', () => {
  it('is where its last packet ends', async () => {
    stream(
      'c_0',
      12_288,
      index([
        { offset: 0, bytes: 4096 },
        { offset: 4096, bytes: 8192 },
      ]),
    );
    stream('c_1', 0, index([]));
    expect((await readPacketIndexes(scratch.path)).ends.sort((a, b) => a.stream.localeCompare(b.stream))).toEqual([
      { stream: 'c_0', indexedBytes: 12_288, fileBytes: 12_288, lastTicks: 0n },
      { stream: 'c_1', indexedBytes: 0, fileBytes: 0 },
    ]);
  });

  it('shows a stream that was cut off', async () => {
    stream(
      'c_0',
      5000,
      index([
        { offset: 0, bytes: 4096 },
        { offset: 4096, bytes: 4096 },
      ]),
    );
    expect((await readPacketIndexes(scratch.path)).ends).toEqual([
      { stream: 'c_0', indexedBytes: 8192, fileBytes: 5000, lastTicks: 0n },
    ]);
  });

  it('leaves out an entry that was cut itself', async () => {
    const whole = index([
      { offset: 0, bytes: 4096 },
      { offset: 4096, bytes: 4096 },
    ]);
    stream('c_0', 4096, whole.subarray(0, whole.length - 10));
    expect((await readPacketIndexes(scratch.path)).ends).toEqual([
      { stream: 'c_0', indexedBytes: 4096, fileBytes: 4096, lastTicks: 0n },
    ]);
  });

  it('is told beyond 4 GB', async () => {
    stream('c_0', 0, index([{ offset: 5e9, bytes: 4096 }]));
    expect((await readPacketIndexes(scratch.path)).ends[0]?.indexedBytes).toBe(5_000_004_096);
  });

  it.each([
    ['another magic', index([], 0xc1fc1fc1)],
    ['entries without length', index([{ offset: 0, bytes: 1 }], 0xc1f1dcc1, 0)],
    ['nothing in it', Buffer.alloc(0)],
    ['half a header', index([]).subarray(0, 8)],
  ])('is not guessed from a file with %s', async (_what, file) => {
    stream('c_0', 10, file);
    expect(await readPacketIndexes(scratch.path)).toEqual({ ends: [], missing: [], unusable: ['c_0.idx'] });
  });

  it('is missing with its stream, which is named', async () => {
    writeFileSync(join(scratch.path, 'index', 'c_9.idx'), index([]));
    expect(await readPacketIndexes(scratch.path)).toEqual({ ends: [], missing: ['c_9'], unusable: [] });
  });

  it('is none where there is no index', async () => {
    expect((await readPacketIndexes(join(scratch.path, 'nowhere'))).ends).toEqual([]);
  });
});
