import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoConfig } from '@core/demo-config';
import { makeRunId } from '@shared/model/run-id';
import type { TraceRecord } from '@shared/model/trace-record';
import { execa } from 'execa';
import { afterAll, expect, it } from 'vitest';
import { openBenchCore } from './setup/bench-core';
import { printFigures, spread } from './setup/figures';
import { timedRun } from './setup/our-run';

const TRACES = 10_000;
const ROUNDS = 10;
const MINUTE_MS = 60_000;
const CLI = join(import.meta.dirname, '../../out/main/cli.js');
/** Has the command line tell its peak of resident memory (KiB, getrusage(2)) on its way out. */
const TELL_PEAK = "process.on('exit', () => console.error('peak', process.resourceUsage().maxRSS))";

const libraryDir = mkdtempSync(join(tmpdir(), 'ct-bench-'));
afterAll(() => rmSync(libraryDir, { recursive: true, force: true }));

it(`list --json with ${TRACES} traces`, async () => {
  fill(await realRecord());
  const wallMs: number[] = [];
  const peakMb: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    const listed = await execa(process.execPath, [CLI, 'list', '--json', '--library', libraryDir], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(TELL_PEAK)}` },
    });
    wallMs.push(performance.now() - began);
    peakMb.push((Number(/^peak (\d+)$/m.exec(listed.stderr)?.[1]) * 1024) / 1e6);
    expect(JSON.parse(listed.stdout)).toHaveLength(TRACES);
  }
  printFigures(`list --json with ${TRACES} traces, ${ROUNDS} runs: median (min–max)`, [
    ["from the command's start to its end, ms", spread(wallMs)],
    ['peak of resident memory, MB', spread(peakMb)],
  ]);
});

/** One trace.json as the product writes it. */
async function realRecord(): Promise<TraceRecord> {
  const bench = openBenchCore();
  try {
    await bench.core.build('podman', 'demo', () => undefined, new AbortController().signal);
    const { traceId } = await timedRun(bench.core, demoConfig('podman'));
    return await bench.core.library.record(traceId);
  } finally {
    await bench.close();
  }
}

/** Copies under other ids, a minute apart. */
function fill(record: TraceRecord): void {
  const first = Date.parse(record.createdAt);
  for (let n = 0; n < TRACES; n += 1) {
    const createdAt = new Date(first - n * MINUTE_MS);
    const id = makeRunId(createdAt, n);
    mkdirSync(join(libraryDir, id), { mode: 0o700 });
    const copy = { ...record, id, createdAt: createdAt.toISOString() };
    writeFileSync(join(libraryDir, id, 'trace.json'), JSON.stringify(copy, null, 2));
  }
}
