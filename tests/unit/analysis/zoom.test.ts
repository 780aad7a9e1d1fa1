import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { analyseTrace } from '@core/analysis/analyse-trace';
import { AnalysisCache, type AnalysisKey } from '@core/analysis/cache/analysis-cache';
import { functionTable } from '@core/analysis/functions/function-query';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import type { OpenedTrace } from '@core/analysis/open-trace';
import { rangeOf } from '@core/analysis/part-of-trace';
import type { Analysis } from '@reader/analysis/analysis';
import { describe, expect, it } from 'vitest';
import { firstDifference } from '../../setup/first-difference';
import { scratchFolder } from '../setup/scratch';
import { kernelAndUserspace, withOpened } from './export/opened-trace';

const scratch = scratchFolder();
const signal = new AbortController().signal;

/** An answer, and the number of windows that were read for it. */
interface Answer {
  analysis: Analysis;
  windows: number;
}

async function ask(trace: OpenedTrace, cache: AnalysisCache, fromNs: number): Promise<Answer> {
  let windows = 0;
  const range = rangeOf({ fromNs }, trace.reading.span.lengthNs);
  const onShare = (): void => void windows++;
  return { ...(await analyseTrace(trace, cache, { range, signal, onShare })), windows };
}

const keyOf = ({ files, attribution }: OpenedTrace): AnalysisKey => ({
  id: files.record.id,
  fingerprint: files.fingerprint,
  epochs: attribution.epochs,
});

/** Opens a recording whose whole range is in the cache. */
const withCached = (work: (trace: OpenedTrace, cache: AnalysisCache, file: string) => Promise<void>): Promise<void> =>
  withOpened(scratch.path, kernelAndUserspace(scratch.path), [], async (trace) => {
    const cache = new AnalysisCache(join(scratch.path, 'cache'));
    await analyseTrace(trace, cache, { signal });
    const name = readdirSync(cache.dir).find((one) => one.endsWith('.checkpoints'));
    if (name === undefined) throw new Error('no checkpoints were kept');
    await work(trace, cache, join(cache.dir, name));
  });

describe('a range of a trace', () => {
  it('has the same answer from the cache as without one, and reads less', () =>
    withCached(async (trace, cache) => {
      const { lengthNs } = trace.reading.span;
      const checkpoint = await cache.checkpointAt(keyOf(trace), lengthNs, trace.reading);
      if (!checkpoint) throw new Error('there is no checkpoint');
      for (const fromNs of [checkpoint.atNs - 1, checkpoint.atNs, checkpoint.atNs + 1, lengthNs - 1_000_000]) {
        const none = new AnalysisCache(join(scratch.path, 'none'));
        const expected = await ask(trace, none, fromNs);
        const found = await ask(trace, cache, fromNs);
        expect(firstDifference(found.analysis, expected.analysis)).toBeNull();
        if (fromNs >= checkpoint.atNs) expect(found.windows).toBeLessThan(expected.windows);
        const query = { sort: 'self', grouping: 'process', limit: 1_000, tree: 'top-down' } as const;
        const tables = [found, expected].map(({ analysis }) =>
          functionTable(trace, { analysis, warnings: [] }, NO_SYMBOLS, query),
        );
        expect(tables[0]).toEqual(tables[1]);
      }
    }));

  it('is read from the begin where only some threads are asked for', () =>
    withCached(async (trace, cache) => {
      const range = rangeOf({ fromNs: trace.reading.span.lengthNs - 1_000_000 }, trace.reading.span.lengthNs);
      const threads = ({ tid }: { tid: number }): boolean => tid % 2 === 0;
      const none = new AnalysisCache(join(scratch.path, 'none'));
      const [found, expected] = [
        await analyseTrace(trace, cache, { range, threads, signal }),
        await analyseTrace(trace, none, { range, threads, signal }),
      ];
      expect(firstDifference(found.analysis, expected.analysis)).toBeNull();
    }));

  it('is read from the begin, and the file is deleted, if the checkpoints are damaged', () =>
    withCached(async (trace, cache, file) => {
      const fromNs = trace.reading.span.lengthNs - 1_000_000;
      const expected = await ask(trace, new AnalysisCache(join(scratch.path, 'none')), fromNs);
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0x55, bytes.length - 64));
      const found = await ask(trace, cache, fromNs);
      expect(found.windows).toBe(expected.windows);
      expect(firstDifference(found.analysis, expected.analysis)).toBeNull();
      expect(readdirSync(cache.dir).some((name) => name.endsWith('.checkpoints'))).toBe(false);
    }));

  it('needs a cache of at most 2 % of the trace', () =>
    withCached(async (trace, cache) => {
      const cacheBytes = readdirSync(cache.dir)
        .map((name) => statSync(join(cache.dir, name)).size)
        .reduce((sum, bytes) => sum + bytes, 0);
      const traceBytes = trace.files.leaves
        .flatMap(({ streams }) => streams.map(({ sizeBytes }) => sizeBytes))
        .reduce((sum, bytes) => sum + bytes, 0);
      expect(cacheBytes / traceBytes).toBeLessThan(0.02);
    }));
});
