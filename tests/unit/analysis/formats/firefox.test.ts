import { firefoxOf } from '@core/analysis/formats/firefox/write-firefox';
import { expect, it } from 'vitest';
import { scratchFolder } from '../../setup/scratch';
import { withAllHostileNames } from './hostile-names';
import { type CallTreeNode, type MarkerList, type ThreadList, withProfile } from './profiler-cli';
import { busySource, largeSource, SyntheticSource } from './synthetic-source';
import { written } from './written';

const scratch = scratchFolder();

it('is loaded by the Firefox Profiler with its threads, calls, system calls, states and counters', async () => {
  await withProfile(scratch.path, await written(firefoxOf, busySource(), scratch.path), async ({ ask }) => {
    const { threads } = await ask<ThreadList>('thread', 'list');
    expect(threads.map(({ name, processName }) => [processName, name])).toEqual([
      ['api (api-1)', 'api'],
      ['api (api-1)', 'worker'],
      ['postgres (db-1)', 'postgres'],
    ]);
    expect(new Set(threads.map(({ pid }) => pid)).size).toBe(2);

    const { regularCallTree } = await ask<{ regularCallTree: CallTreeNode }>(
      ...['thread', 'samples-top-down', '--thread', 't-0', '--include-idle'],
    );
    const [main] = regularCallTree.children;
    expect(main).toMatchObject({ name: 'main', children: [{ name: 'parse_value' }] });
    expect(main?.totalSamples).toBeCloseTo(1000, 9);
    expect(main?.children[0]?.totalSamples).toBeCloseTo(0.069001, 9);

    const markers = await ask<MarkerList>('thread', 'markers', '--thread', 't-0', '--list');
    expect(markers.totalMarkerCount).toBe(6);
    const spans = markers.byType.flatMap(({ markerName, topMarkers }) =>
      topMarkers.map(({ start, label }) => [start, markerName, label]),
    );
    expect(spans.sort(([a = 0], [b = 0]) => Number(a) - Number(b))).toEqual([
      [0, 'running', 'running'],
      [0.071, 'openat', 'succeeded'],
      [0.081, 'read', 'failed'],
      [0.085, 'blocked on disk', 'blocked on disk'],
      [0.6, 'waiting to run', 'postgres'],
      [0.6005, 'running', 'running'],
    ]);

    const { counters } = await ask<{
      counters: { name: string; rangeSampleCount: number; stats?: { value: number }[] }[];
    }>(...['counter', 'list']);
    expect(counters.map(({ name }) => name).sort()).toEqual(['Events', 'Lost events (db-1)', 'Memory in use']);
    expect(counters.find(({ name }) => name === 'Memory in use')).toMatchObject({
      rangeSampleCount: 3,
      stats: [{ value: 2 ** 40 }],
    });
  });
});

it('keeps the sum of the time of many calls', async () => {
  const source = largeSource(50_000, 2, 30);
  await withProfile(scratch.path, await written(firefoxOf, source, scratch.path), async ({ ask }) => {
    const { functions } = await ask<{ functions: { selfSamples: number }[] }>(
      ...['thread', 'functions', '--thread', 't-0', '--include-idle'],
    );
    const selfMs = functions.reduce((sum, { selfSamples }) => sum + selfSamples, 0);
    const { threads } = await ask<ThreadList>('thread', 'list');
    const thread = Number(threads[0]?.name.replace('t-', ''));
    expect(selfMs).toBeCloseTo(inCallsMs(source, thread), 6);
  });
});

/** How long a thread was in any call. */
function inCallsMs(source: SyntheticSource, of: number): number {
  let depth = 0;
  let ns = 0;
  let lastNs = 0;
  for (const { timeNs, thread, kind } of source.entries) {
    if (thread !== of) continue;
    if (depth > 0) ns += timeNs - lastNs;
    depth += kind <= 1 ? 1 : -1;
    lastNs = timeNs;
  }
  return ns / 1e6;
}

it('is loaded by the Firefox Profiler with hostile names', async () => {
  const file = await written(firefoxOf, withAllHostileNames(busySource()), scratch.path);
  await withProfile(scratch.path, file, async ({ ask }) => {
    const { threads } = await ask<ThreadList>('thread', 'list');
    expect(threads).toHaveLength(3);
  });
});

it('refuses a range without any thread, which the profiler could not open', async () => {
  await expect(written(firefoxOf, new SyntheticSource(), scratch.path)).rejects.toMatchObject({ code: 'missing' });
});

it('stops when the export is cancelled', async () => {
  await expect(written(firefoxOf, busySource(), scratch.path, AbortSignal.abort())).rejects.toThrow('aborted');
});
