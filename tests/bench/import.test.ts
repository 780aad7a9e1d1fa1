import { rmSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import { execa } from 'execa';
import { afterAll, beforeAll, it } from 'vitest';
import { type BenchCore, openBenchCore } from './setup/bench-core';
import { median, printFigures, spread } from './setup/figures';
import { type LargeTrace, largeTrace } from './setup/large-trace';

const LEAST_BYTES = 250_000_000;
const ROUNDS = 5;
const signal = new AbortController().signal;

let bench: BenchCore;
let trace: LargeTrace;
beforeAll(async () => {
  bench = openBenchCore();
  trace = await largeTrace(bench, LEAST_BYTES);
});
afterAll(() => bench.close());

/** The command that a user would type, and the wait until the data is on the disk. */
const BY_HAND: Record<ArchiveFileFormat, (archive: string, into: string) => string[]> = {
  zip: (archive, into) => ['unzip', '-q', archive, '-d', into],
  'tar.zst': (archive, into) => ['tar', '--zstd', '-xf', archive, '-C', into],
};

/** Alternates the runs, so that other load on the machine affects both. */
it.each(['zip', 'tar.zst'] as const)('import of a %s beside the tools', async (format) => {
  const archive = join(bench.workDir, `given.${format}`);
  await bench.core.exportTraces(
    [trace.id],
    { output: archive, defaultFormat: format, force: true },
    { signal, floorOf: () => 0 },
  );
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const into = join(bench.workDir, `by-hand-${round}`);
    await mkdir(into);
    const [program = '', ...words] = BY_HAND[format](archive, into);
    let began = performance.now();
    await execa(program, words);
    await execa('sync', ['-f', into]);
    theirs.push(trace.bytes / 1e3 / (performance.now() - began));
    rmSync(into, { recursive: true });
    began = performance.now();
    const [taken] = await bench.core.importTraces(
      { path: archive, how: 'copy', duplicate: 'copy' },
      { floorBytes: 0, onProgress: () => undefined, signal },
    );
    ours.push(trace.bytes / 1e3 / (performance.now() - began));
    await bench.core.importsCounted();
    await bench.core.library.deleteNow(taken?.id ?? '');
  }
  printFigures(`Import of ${Math.round(trace.bytes / 1e6)} MB as ${format}, ${ROUNDS} rounds: median (min–max)`, [
    ['ours, MB/s, checked, read back and forced to the disk', spread(ours)],
    [`${BY_HAND[format]('', '')[0]} and sync, MB/s`, spread(theirs)],
    ['ratio, at least 0.8', (median(ours) / median(theirs)).toFixed(2)],
    ['size of the archive, MB', String(Math.round(statSync(archive).size / 1e6))],
  ]);
});
