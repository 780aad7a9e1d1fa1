import { rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchiveFileFormat } from '@shared/archive/formats';
import { execa } from 'execa';
import { afterAll, beforeAll, it } from 'vitest';
import { type BenchCore, openBenchCore } from './setup/bench-core';
import { median, printFigures, spread } from './setup/figures';
import { type LargeTrace, largeTrace } from './setup/large-trace';

const LEAST_BYTES = 250_000_000;
const ROUNDS = 5;

let bench: BenchCore;
let trace: LargeTrace;
beforeAll(async () => {
  bench = openBenchCore();
  trace = await largeTrace(bench, LEAST_BYTES);
});
afterAll(() => bench.close());

/** The commands that a user would type: each program's defaults, in the library's folder. */
const BY_HAND: Record<ArchiveFileFormat, (archive: string) => Promise<unknown>> = {
  zip: (archive) => execa('zip', ['-q', '-r', archive, trace.id], { cwd: bench.core.library.dir }),
  'tar.zst': (archive) =>
    execa('tar', ['-cf', '-', trace.id], { cwd: bench.core.library.dir, stdout: 'pipe', buffer: false }).pipe('zstd', [
      '-q',
      '-f',
      '-o',
      archive,
    ]),
};

/** Alternates the runs, so that other load on the machine affects both. */
it.each(['zip', 'tar.zst'] as const)('export as %s beside the tools', async (format) => {
  const ours: number[] = [];
  const theirs: number[] = [];
  const sizes = { ours: 0, theirs: 0 };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [who, figures] of [
      ['theirs', theirs],
      ['ours', ours],
    ] as const) {
      const path = join(bench.workDir, `${who}.${format}`);
      const began = performance.now();
      if (who === 'theirs') await BY_HAND[format](path);
      else await exported(path, format);
      figures.push(trace.bytes / 1e3 / (performance.now() - began));
      sizes[who] = statSync(path).size;
      rmSync(path);
    }
  }
  printFigures(`Export of ${Math.round(trace.bytes / 1e6)} MB as ${format}, ${ROUNDS} rounds: median (min–max)`, [
    ['ours, MB/s, with checksums and forced to the disk', spread(ours)],
    [format === 'zip' ? 'zip -r, MB/s' : 'tar | zstd, MB/s', spread(theirs)],
    ['ratio, at least 0.8', (median(ours) / median(theirs)).toFixed(2)],
    ['size of ours, of theirs, MB', `${Math.round(sizes.ours / 1e6)}, ${Math.round(sizes.theirs / 1e6)}`],
  ]);
});

const exported = (output: string, format: ArchiveFileFormat): Promise<unknown> =>
  bench.core.exportTraces(
    [trace.id],
    { output, defaultFormat: format, force: false },
    { signal: new AbortController().signal, floorOf: () => 0 },
  );
