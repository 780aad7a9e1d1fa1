import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { analyseTrace } from '@core/analysis/analyse-trace';
import { AnalysisCache } from '@core/analysis/cache/analysis-cache';
import { TraceFiles } from '@core/analysis/files/trace-files';
import { type OpenedTrace, openedTrace } from '@core/analysis/open-trace';
import { keepThreadsReady } from '@core/analysis/workers/ready-threads';
import type { TimeRange } from '@reader/trace-reading';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printFigures, quantiles } from './setup/figures';
import { recordCalls } from './setup/reader/record-calls';
import { replicateLeaf } from './setup/reader/replicate';
import { writeTraceFolder } from './setup/reader/trace-folder';

const ZOOMS = 100;
const ZOOM_SHARE = 0.01;
/** Without the cache a zoom takes seconds. */
const ZOOMS_WITHOUT_CACHE = 5;
const REOPENS = 20;
const MB = 1e6;
const FIXTURE = join(import.meta.dirname, '../fixtures/kernel-and-userspace.tar.gz');
const signal = new AbortController().signal;

/** Times of one process whose files are in the page cache, in milliseconds: what a command or the window does, without symbols. */
describe('reopening a trace, and zooming to 1 % of it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ct-bench-zoom-'));
  let calls = '';
  beforeAll(async () => {
    keepThreadsReady(); // as the process of an opened trace does
    execFileSync('tar', ['-xzf', FIXTURE, '-C', folder]);
    calls = await recordCalls(join(folder, 'recorded'));
  });
  afterAll(() => {
    keepThreadsReady(0);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each([
    ['kernel', 200],
    ['kernel', 1_000],
    ['userspace', 1_000],
  ] as const)('%s, %i MB', async (domain, megabytes) => {
    const leaf = domain === 'kernel' ? join(folder, 'sample-trace/kernel') : calls;
    const trace = join(folder, `${domain}-${megabytes}`);
    mkdirSync(trace);
    replicateLeaf(leaf, join(trace, 'leaf'), Math.ceil((megabytes * MB) / bytesBelow(leaf)));
    writeTraceFolder(trace, 'leaf', domain);
    const cache = new AnalysisCache(join(folder, `cache-${domain}-${megabytes}`));
    const none = new AnalysisCache(join(folder, 'none'));

    const first = await timed(trace, (opened) => analyseTrace(opened, cache, { signal }));
    const open = await repeat(REOPENS, () => timed(trace, () => Promise.resolve()));
    const reopen = await repeat(REOPENS, () => timed(trace, (opened) => analyseTrace(opened, cache, { signal })));
    const zoomIn = (by: AnalysisCache, place: number) =>
      timed(trace, (opened) => analyseTrace(opened, by, { range: rangeAt(opened, place), signal }));
    const zoom = await repeat(ZOOMS, (n) => zoomIn(cache, n / ZOOMS));
    const zoomOpen = await zoomOpened(trace, cache);
    const without = await repeat(ZOOMS_WITHOUT_CACHE, (n) => zoomIn(none, (n + 0.5) / ZOOMS_WITHOUT_CACHE));
    const kept = bytesBelow(cache.dir);
    const bytes = bytesBelow(join(trace, 'leaf'));
    expect(kept / bytes).toBeLessThan(0.02);
    printFigures(`${domain}, ${Math.round(bytes / MB)} MB; ms: p50, p95, greatest`, [
      ['whole range, first time', quantiles([first])],
      ['open only', quantiles(open)],
      ['reopen: whole range from the cache', quantiles(reopen)],
      [`zoom to ${100 * ZOOM_SHARE} %, ${ZOOMS} times`, quantiles(zoom)],
      ['the same in a trace that stays open', quantiles(zoomOpen)],
      ['without a cache', quantiles(without)],
      ['cache', `${(kept / MB).toFixed(2)} MB, ${((100 * kept) / bytes).toFixed(2)} % of the trace`],
    ]);
    rmSync(trace, { recursive: true });
  });
});

function rangeAt({ reading }: OpenedTrace, place: number): TimeRange {
  const { lengthNs } = reading.span;
  const fromNs = Math.floor(lengthNs * (1 - ZOOM_SHARE) * place);
  return { fromNs, toNs: fromNs + Math.floor(lengthNs * ZOOM_SHARE) };
}

async function zoomOpened(folder: string, cache: AnalysisCache): Promise<number[]> {
  const files = await TraceFiles.open(folder);
  try {
    const opened = await openedTrace(files);
    return await repeat(ZOOMS, async (n) => {
      const began = performance.now();
      await analyseTrace(opened, cache, { range: rangeAt(opened, n / ZOOMS), signal });
      return performance.now() - began;
    });
  } finally {
    await files.close();
  }
}

/** @returns how long opening and the work took */
async function timed(folder: string, work: (trace: OpenedTrace) => Promise<unknown>): Promise<number> {
  const began = performance.now();
  const files = await TraceFiles.open(folder);
  try {
    await work(await openedTrace(files));
  } finally {
    await files.close();
  }
  return performance.now() - began;
}

async function repeat(times: number, work: (n: number) => Promise<number>): Promise<number[]> {
  const all: number[] = [];
  for (let n = 0; n < times; n++) all.push(await work(n));
  return all;
}

const bytesBelow = (folder: string): number =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' }).reduce(
    (sum, name) => sum + statSync(join(folder, name)).size,
    0,
  );
