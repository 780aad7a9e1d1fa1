import { existsSync, mkdirSync, readdirSync, readFileSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnalysedTrace } from '@core/analysis/analysed-trace';
import { AnalysisCache, type AnalysisKey } from '@core/analysis/cache/analysis-cache';
import { decodeAnalysis, encodeAnalysis } from '@core/analysis/cache/analysis-file';
import { CheckpointFile } from '@core/analysis/cache/checkpoint-file';
import { THREAD_STATES } from '@reader/analysis/analysis';
import type { CheckpointLimits } from '@reader/analysis/checkpoint/check-checkpoint';
import { WARNING_KINDS } from '@reader/read-error';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { analysisOf, functionRow, processRow, stats, thread } from './sample-analysis';
import { checkpointOf } from './sample-checkpoint';

const scratch = scratchFolder();

const key = (change: Partial<AnalysisKey> = {}): AnalysisKey => ({
  id: '20260102-030405-abcdef',
  fingerprint: '0123456789abcdef',
  epochs: [],
  ...change,
});

const ANALYSIS = analysisOf({
  threads: [
    thread({ name: 'naïve "ls"', statesNs: Float64Array.from(THREAD_STATES, (_, index) => index * 1e15 + 1) }),
    thread({ domain: 'kernel', tid: -3, vpid: -1, name: '' }),
  ],
  processes: [processRow(), processRow({ domain: 'kernel', pidNs: 4_026_531_836 })],
  functions: [functionRow(), functionRow({ address: 1n, calls: stats({ buckets: new Uint32Array() }) })],
  syscalls: [{ process: 1, name: 'openat', calls: stats(), failed: 1, cut: 0 }],
  exitsWithoutEntry: 4,
  losses: [{ leaf: 0, stream: 1, cpu: -1, fromNs: 5, toNs: 9, events: 3, packets: 0 }],
  memory: [
    {
      process: 0,
      allocations: 3,
      releases: 1,
      releasesWithoutAllocation: 0,
      leastBytes: Float64Array.of(0, 16),
      mostBytes: Float64Array.of(32, 48),
      isComplete: true,
    },
  ],
});
const FULL: AnalysedTrace = {
  analysis: ANALYSIS,
  warnings: [
    { kind: 'damaged-packet', leaf: 'kernel', stream: 'k_0', packet: 3, offsetBytes: 4_096, message: 'It ends early.' },
    { kind: 'refused-leaf', leaf: 'ust', stream: null, packet: null, offsetBytes: null, message: 'No metadata.' },
  ],
};

describe('the file of an analysis', () => {
  it('gives back every field', () => {
    expect(decodeAnalysis(encodeAnalysis(FULL))).toEqual(FULL);
  });

  it.each(WARNING_KINDS)('keeps a warning of the kind %s', (kind) => {
    const warned = { ...FULL, warnings: FULL.warnings.map((warning) => ({ ...warning, kind })) };
    expect(decodeAnalysis(encodeAnalysis(warned))).toEqual(warned);
  });

  it('is read from any position in a buffer', () => {
    const file = encodeAnalysis(FULL);
    const moved = Buffer.concat([Buffer.alloc(3), file]).subarray(3);
    expect(decodeAnalysis(moved)).toEqual(FULL);
  });

  it('is refused if any byte changed, or if its end is missing', () => {
    const file = encodeAnalysis({ analysis: analysisOf(), warnings: [] });
    for (let at = 0; at < file.length; at += 1) {
      const damaged = Buffer.from(file);
      damaged[at] = (damaged[at] ?? 0) ^ 0x40;
      expect(decodeAnalysis(damaged)).toBeUndefined();
      expect(decodeAnalysis(file.subarray(0, at))).toBeUndefined();
    }
  });
});

describe('the cache of analyses', () => {
  const cacheOf = (mostBytes?: number): AnalysisCache => new AnalysisCache(scratch.path, mostBytes);
  const files = (): string[] => readdirSync(join(scratch.path, 'analyses'));

  it('finds the analysis of the same trace in the same state', async () => {
    await cacheOf().write(key(), FULL);
    expect(await cacheOf().read(key())).toEqual(FULL);
    expect(await cacheOf().read(key({ fingerprint: 'fedcba9876543210' }))).toBeUndefined();
    expect(await cacheOf().read(key({ epochs: [{ pidNs: 1, fromNs: 2 }] }))).toBeUndefined();
  });

  it('keeps the checkpoints of the pass beside the analysis, and deletes them with it', async () => {
    const checkpoints = new CheckpointFile();
    checkpoints.add(checkpointOf(100));
    const limits = { eventClasses: Array.from({ length: 3 }), leaves: [{}] } as unknown as CheckpointLimits;
    await cacheOf().write(key(), FULL, { checkpoints });
    expect(await cacheOf().read(key())).toEqual(FULL);
    expect(await cacheOf().checkpointAt(key(), 150, limits)).toEqual(checkpointOf(100));
    expect(await cacheOf().checkpointAt(key(), 50, limits)).toBeUndefined();
    expect(await cacheOf().checkpointAt(key({ fingerprint: 'fedcba9876543210' }), 150, limits)).toBeUndefined();
    expect(files()).toHaveLength(2);
    await cacheOf().remove([key().id]);
    expect(files()).toEqual([]);
  });

  it('deletes checkpoints that refer to what the trace does not have', async () => {
    const checkpoints = new CheckpointFile();
    checkpoints.add(checkpointOf(100));
    await cacheOf().write(key(), FULL, { checkpoints });
    const limits = { eventClasses: [], leaves: [] } as unknown as CheckpointLimits;
    expect(await cacheOf().checkpointAt(key(), 150, limits)).toBeUndefined();
    expect(files()).toHaveLength(1);
  });

  it('keeps one file for each trace', async () => {
    await cacheOf().write(key(), FULL);
    await cacheOf().write(key({ fingerprint: 'fedcba9876543210' }), FULL);
    expect(files()).toHaveLength(1);
  });

  it('deletes a damaged file', async () => {
    await cacheOf().write(key(), FULL);
    const [name = ''] = files();
    truncateSync(join(scratch.path, 'analyses', name), 100);
    expect(await cacheOf().read(key())).toBeUndefined();
    expect(files()).toEqual([]);
  });

  it('deletes the analysis of a deleted trace', async () => {
    await cacheOf().write(key(), FULL);
    await cacheOf().write(key({ id: '20260102-030405-000000' }), FULL);
    await cacheOf().remove([key().id]);
    expect(await cacheOf().read(key())).toBeUndefined();
    expect(files()).toHaveLength(1);
  });

  it('deletes those that were unused longest when it is full', async () => {
    const ids = ['20260102-030405-000001', '20260102-030405-000002', '20260102-030405-000003'];
    const cache = cacheOf(encodeAnalysis(FULL).length * 2);
    for (const [index, id] of ids.slice(0, 2).entries()) {
      await cache.write(key({ id }), FULL);
      const name = files().find((one) => one.startsWith(id)) ?? '';
      const at = new Date(Date.now() - (index === 0 ? 1 : 2) * 60_000);
      utimesSync(join(scratch.path, 'analyses', name), at, at);
    }
    await cache.write(key({ id: ids[2] ?? '' }), FULL);
    expect(
      files()
        .map((name) => name.slice(0, 22))
        .sort(),
    ).toEqual([ids[0], ids[2]]);
  });

  it('does not fail where it cannot be written', async () => {
    writeFileSync(join(scratch.path, 'analyses'), 'a file');
    await cacheOf().write(key(), FULL);
    expect(await cacheOf().read(key())).toBeUndefined();
    expect(readFileSync(join(scratch.path, 'analyses'), 'utf8')).toBe('a file');
  });

  it('removes what a killed process left, and no other file', async () => {
    const folder = join(scratch.path, 'analyses');
    mkdirSync(folder);
    const left = `${key().id}-0123456789abcdef.analysis.4194305.new`; // pids end at 4 194 304 (proc(5), pid_max)
    writeFileSync(join(folder, left), 'x');
    writeFileSync(join(folder, 'notes.txt'), 'x');
    await cacheOf().write(key(), FULL);
    expect(existsSync(join(folder, left))).toBe(false);
    expect(await cacheOf().dropAll()).toBeGreaterThan(0);
    expect(files()).toEqual(['notes.txt']);
  });
});
