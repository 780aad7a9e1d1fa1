import { CheckpointFile, readCheckpointAt } from '@core/analysis/cache/checkpoint-file';
import { THREAD_STATES } from '@reader/analysis/analysis';
import { type CheckpointLimits, checkCheckpoint } from '@reader/analysis/checkpoint/check-checkpoint';
import type { Checkpoint } from '@reader/analysis/checkpoint/checkpoint';
import { describe, expect, it } from 'vitest';
import { checkpointOf } from './sample-checkpoint';

const partsOf = (file: Uint8Array) => async (offset: number, length: number) => file.subarray(offset, offset + length);

function fileOf(times: readonly number[], mostBytes?: number): Uint8Array {
  const file = new CheckpointFile(mostBytes);
  for (const atNs of times) file.add(checkpointOf(atNs));
  return file.encode() ?? new Uint8Array();
}

describe('the file of checkpoints', () => {
  it('finds the last checkpoint at or before a time', async () => {
    const read = partsOf(fileOf([100, 200, 300]));
    expect(await readCheckpointAt(read, 99)).toBeNull();
    expect(await readCheckpointAt(read, 200)).toEqual(checkpointOf(200));
    expect(await readCheckpointAt(read, 299)).toEqual(checkpointOf(200));
    expect(await readCheckpointAt(read, 1e15)).toEqual(checkpointOf(300));
  });

  it('does not exist without a checkpoint', () => {
    expect(new CheckpointFile().encode()).toBeUndefined();
  });

  it('keeps every second checkpoint where they are too many', async () => {
    const oneBytes = fileOf([100]).length;
    const file = fileOf(
      Array.from({ length: 40 }, (_, n) => 100 * (n + 1)),
      10 * oneBytes,
    );
    expect(file.length).toBeLessThan(11 * oneBytes);
    expect((await readCheckpointAt(partsOf(file), 1e15))?.atNs).toBeGreaterThan(3_000);
  });

  it('is refused if any byte that is read changed, or if its end is missing', async () => {
    const file = fileOf([100, 200]);
    const outcomes = new Set<string>();
    for (let at = 0; at < file.length; at += 1) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ 0x40;
      // A byte that nothing reads, or that belongs to the other checkpoint, changes nothing.
      const found = await readCheckpointAt(partsOf(damaged), 250).catch(() => 'refused');
      if (found !== 'refused') expect(found).toEqual(checkpointOf(200));
      outcomes.add(found === 'refused' ? 'refused' : 'same');
      await expect(readCheckpointAt(partsOf(file.subarray(0, at)), 250)).rejects.toThrow(RangeError);
    }
    expect(outcomes).toEqual(new Set(['refused', 'same']));
  });
});

describe('the values of a checkpoint', () => {
  const limits = { eventClasses: Array.from({ length: 3 }), leaves: [{}] } as unknown as CheckpointLimits;
  const valid = checkpointOf(100);
  const withThreads = (change: Partial<Checkpoint['threads']>): Checkpoint => ({
    ...valid,
    threads: { ...valid.threads, ...change },
  });

  it('are accepted if they are those of a trace', () => {
    expect(() => checkCheckpoint(valid, limits)).not.toThrow();
  });

  it.each<[string, Checkpoint]>([
    ['a time that is no number', { ...valid, atNs: Number.NaN }],
    ['an unknown kind of thread', withThreads({ kind: Uint8Array.of(5, 1) })],
    ['a leaf that does not exist', withThreads({ leaf: Uint32Array.of(0, 1) })],
    ['an unknown source of a name', withThreads({ nameSource: Uint8Array.of(0, 3) })],
    ['a long name', withThreads({ names: ['x'.repeat(33), ''] })],
    ['an unknown state', withThreads({ state: Uint8Array.of(0, THREAD_STATES.length) })],
    ['a system call that does not exist', withThreads({ syscall: Int32Array.of(0, 3) })],
    ['a negative system call', withThreads({ syscall: Int32Array.of(0, -2) })],
    ['a later begin of a system call', withThreads({ syscallNs: Float64Array.of(0, 101) })],
    ['a short column', withThreads({ cpu: Int32Array.of(0) })],
    ['more open calls than are followed', withThreads({ depth: Uint32Array.of(2, 65_536) })],
    ['more open calls than it has', withThreads({ depth: Uint32Array.of(2, 1) })],
    ['a call that began later', { ...valid, frames: { ...valid.frames, beginNs: Float64Array.of(5, 101) } }],
    ['a call without a begin', { ...valid, frames: { ...valid.frames, beginNs: Float64Array.of(5) } }],
  ])('are refused with %s', (_, checkpoint) => {
    expect(() => checkCheckpoint(checkpoint, limits)).toThrow(RangeError);
  });
});
