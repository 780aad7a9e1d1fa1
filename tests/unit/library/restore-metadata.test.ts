import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type NamedLeaf, readLeafName } from '@core/library/leaf-name-of-path';
import { restoreMetadata } from '@core/library/restore-metadata';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const METADATA = readFileSync(join(import.meta.dirname, 'fixtures/kernel-metadata-head'));
/** The head of a stream's first packet: its own magic number, then the session's uuid. */
const stream = (uuid = METADATA.subarray(4, 20)): Buffer =>
  Buffer.concat([Buffer.from('c11ffcc1', 'hex'), uuid, Buffer.alloc(4076)]);

function plant(name: string, files: Record<string, Buffer>): NamedLeaf {
  mkdirSync(join(scratch.path, name));
  for (const [file, bytes] of Object.entries(files)) writeFileSync(join(scratch.path, name, file), bytes);
  const leaf = readLeafName(name);
  if (!leaf) throw new Error(`${name} is no leaf's name`);
  return leaf;
}
const filesOf = (leaf: NamedLeaf): string[] => readdirSync(join(scratch.path, leaf.path)).sort();

describe('a part of a recording that was cut off before its metadata was written', () => {
  it("gets another part's metadata, which is reported once", async () => {
    const whole = plant('t-kernel-rotation-0', { metadata: METADATA, k_0: stream() });
    const cut = plant('t-kernel-rotation-1', { k_0: stream(), k_1: Buffer.alloc(0) });
    const emptied = plant('t-kernel-rotation-2', { metadata: Buffer.alloc(0), k_0: stream() });
    const warnings = await restoreMetadata(scratch.path, [whole, cut, emptied]);
    expect(warnings.map(({ message }) => message)).toEqual([
      expect.stringMatching(/t-kernel-rotation-1 .*t-kernel-rotation-0/),
      expect.stringContaining('t-kernel-rotation-2'),
    ]);
    expect(filesOf(cut)).toEqual(['k_0', 'k_1', 'metadata']);
    expect(readFileSync(join(scratch.path, cut.path, 'metadata')).equals(METADATA)).toBe(true);
    expect(readdirSync(scratch.path)).toHaveLength(3);
    expect(await restoreMetadata(scratch.path, [whole, cut, emptied])).toEqual([]);
  });

  it.each<[string, Record<string, Buffer>, string]>([
    ['of another session', { k_0: stream(Buffer.alloc(16, 7)) }, 't-kernel-rotation-1'],
    ['of two sessions', { k_0: stream(), k_1: stream(Buffer.alloc(16, 7)) }, 't-kernel-rotation-1'],
    ['without a packet', { k_0: Buffer.alloc(0) }, 't-kernel-rotation-1'],
    ["of userspace, whose later events the others' may not know", { u_0: stream() }, 't-ust-uid-0-rotation-1'],
  ])('stays as it is, %s', async (_what, files, name) => {
    const whole = plant('t-kernel-rotation-0', { metadata: METADATA });
    const cut = plant(name, files);
    expect(await restoreMetadata(scratch.path, [whole, cut])).toEqual([]);
    expect(filesOf(cut)).toEqual(Object.keys(files));
  });

  it('is not restored when no part of the trace has metadata', async () => {
    const cut = plant('t-kernel', { k_0: stream() });
    expect(await restoreMetadata(scratch.path, [cut])).toEqual([]);
    expect(await restoreMetadata(scratch.path, [])).toEqual([]);
  });
});
