import { demoConfig } from '@core/demo-config';
import type { RunConfig } from '@shared/request/run-config';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BenchCore, openBenchCore } from './setup/bench-core';
import { median, printFigures, spread } from './setup/figures';
import { type OurRun, timedRun } from './setup/our-run';

const LARGE_BYTES = 1_000_000_000;
const MB = 1_000_000;

let bench: BenchCore;
beforeAll(async () => {
  bench = openBenchCore();
  await bench.core.build('podman', 'demo', () => undefined, new AbortController().signal);
});
afterAll(() => bench.close());

it('from the end of the program to a trace that is ready, small', async () => {
  await timedRun(bench.core, demoConfig('podman'));
  await measure('Stop to ready, the demo, which ends by itself', 10, () => timedRun(bench.core, demoConfig('podman')));
});

it('from Stop to a trace that is ready, at 1 GB', async () => {
  const sizes = await measure('Stop to ready, a program without end, stopped at 1 GB', 3, runUntilLarge);
  for (const size of sizes) expect(size).toBeGreaterThan(LARGE_BYTES);
});

/** Makes function events until it is stopped. */
function runUntilLarge(): Promise<OurRun> {
  const config: RunConfig = {
    ...demoConfig('podman'),
    title: 'Bench: events without end',
    // The first process of a container ends by SIGTERM only when it asks for it.
    command: [
      'sh',
      '-c',
      'trap "kill $!; exit" TERM; ct-sample --seconds 3600 --slow-ms 0 --children 0 --depth 10000 & wait',
    ],
  };
  const base = config.recording;
  const recording = { ...base, buffers: { count: 8, sizeKiB: 4096 } } as const;
  return timedRun(bench.core, { ...config, recording }, (sizeBytes, handle) => {
    if (sizeBytes > LARGE_BYTES) handle.stop('stop');
  });
}

/** @returns the traces' sizes in bytes */
async function measure(heading: string, rounds: number, record: () => Promise<OurRun>): Promise<number[]> {
  const runs: OurRun[] = [];
  const sizes: number[] = [];
  const events: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const run = await record();
    const { sizeBytes, events: counted } = await bench.core.library.record(run.traceId);
    runs.push(run);
    sizes.push(sizeBytes ?? 0);
    events.push(counted ?? 0);
    await bench.core.library.deleteNow(run.traceId);
  }
  printFigures(`${heading}, ${rounds} runs: median (min–max)`, [
    ['program ended to listed as ready, ms', spread(runs.map((run) => run.afterProgramMs))],
    ["Stop to the program's end, ms", spread(runs.map((run) => run.stopMs))],
    ['size, MB', spread(sizes.map((size) => size / MB))],
    ['events', median(events).toFixed(0)],
    ['counted behind, after ready, ms', spread(runs.map((run) => run.countMs))],
  ]);
  return sizes;
}
