import { join } from 'node:path';
import { callDetail } from '@core/trace-view/calls/call-detail';
import { callSummary } from '@core/trace-view/calls/call-summary';
import { callsOf } from '@core/trace-view/calls/calls-of';
import { functionPage } from '@core/trace-view/functions/function-page';
import { functionTree } from '@core/trace-view/functions/function-tree';
import type { TraceView } from '@core/trace-view/opened/trace-view';
import { viewPicture } from '@core/trace-view/picture/view-picture';
import { searchTrace } from '@core/trace-view/search/search-trace';
import { LANE_KINDS } from '@shared/trace-view/picture';
import { expect, it } from 'vitest';
import { leavesBelow } from '../../setup/leaf-folders';
import { describeWithTraces } from '../../setup/shared-traces';
import { scratchFolder } from '../setup/scratch';
import { TOOLS, withLeaves } from './opened-view';

const scratch = scratchFolder();
const all = ({ lengthNs }: TraceView) => ({ fromNs: 0, toNs: lengthNs });
const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0);

describeWithTraces('an opened trace of function calls', ['tracecompass'], (folder) => {
  const leaf = leavesBelow(folder).find((name) => /cyg-profile(\/|$)/.test(name)) ?? '';
  const withCalls = <T>(work: (view: TraceView) => Promise<T>): Promise<T> =>
    withLeaves(scratch.path, [{ from: join(folder, leaf), domain: 'userspace' }], work);

  it('has its functions with keys, rows and histograms', () =>
    withCalls(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const page = await functionPage(view, { range: all(view), rows: [], sort: 'total', limit: 5_000 }, TOOLS);
      expect(page.all).toBe(page.functions.length);
      expect(new Set(page.functions.map(({ key }) => key)).size).toBe(page.all);
      expect(sum(page.functions.map(({ share }) => share))).toBeCloseTo(1);
      for (const { count, durations, maxRow, maxNs, key } of page.functions) {
        expect(rows[Number(key.split(':')[0])]?.kind).toBe('process');
        if (count === 0) continue;
        expect(sum(durations?.counts ?? [])).toBe(count);
        expect(maxNs).toBeLessThan(durations?.toNs ?? 0);
        expect(durations?.fromNs).toEqual([...(durations?.fromNs ?? [])].sort((a, b) => a - b));
        expect(rows[maxRow ?? -1]?.kind).toBe('thread');
      }
      expect(Math.max(...rows.map(({ callLevels }) => callLevels))).toBeGreaterThan(0);
      for (const { kind, callLevels, levels } of rows) {
        expect(levels.length).toBe(kind === 'thread' ? callLevels : 0);
        for (const level of levels.slice(0, 1)) expect(level.drawnNs).toBeGreaterThan(0);
      }
    }));

  it('lists the calls of a function as its figures count them', () =>
    withCalls(async (view) => {
      const page = await functionPage(view, { range: all(view), rows: [], sort: 'count', limit: 20 }, TOOLS);
      const function_ = page.functions.find(({ count }) => count > 5);
      if (!function_) throw new Error('no function was called often');
      const query = { function: function_.key, range: all(view), order: 'longest', limit: 10_000 } as const;
      const durations = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER };
      const complete = await callsOf(view, { ...query, durations }, TOOLS);
      expect(complete.all).toBe(function_.count);
      const lengths = [...complete.beginNs].map((beginNs, at) => (complete.endNs[at] ?? 0) - beginNs);
      expect(lengths[0]).toBe(function_.maxNs);
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      const everyone = await callsOf(view, { ...query, durations: null, order: 'time' }, TOOLS);
      expect(everyone.all).toBe(function_.count + function_.cut);
      expect([...everyone.beginNs]).toEqual([...everyone.beginNs].sort((a, b) => a - b));
      const first = await callsOf(view, { ...query, durations: null, order: 'time', limit: 2 }, TOOLS);
      expect([...first.beginNs]).toEqual([...everyone.beginNs.slice(0, 2)]);
      expect(first.all).toBe(everyone.all);
    }));

  it('describes the slowest call of a function: rank, self time, caller', () =>
    withCalls(async (view) => {
      const page = await functionPage(view, { range: all(view), rows: [], sort: 'count', limit: 20 }, TOOLS);
      const function_ = page.functions.find(({ count }) => count > 5);
      if (!function_) throw new Error('no function was called often');
      const calls = await callsOf(
        view,
        {
          function: function_.key,
          range: all(view),
          durations: { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER },
          order: 'longest',
          limit: 1,
        },
        TOOLS,
      );
      const [row = -1, depth = -1, beginNs = 0, endNs = 0] = [
        calls.row[0],
        calls.depth[0],
        calls.beginNs[0],
        calls.endNs[0],
      ];
      for (const atNs of [beginNs, (beginNs + endNs) / 2]) {
        const call = await callDetail(view, { row, depth, atNs }, TOOLS);
        expect(call).toMatchObject({ kind: 'call', function: function_.key, name: function_.function, beginNs, endNs });
        expect(call?.rank).toMatchObject({ position: 1, of: function_.count });
        expect(call?.selfNs).toBeLessThanOrEqual(endNs - beginNs);
        expect(call?.caller === null).toBe(depth === 0);
        expect(call?.states).toBeNull();
        const summary = await callSummary(view, { row, depth, atNs }, TOOLS);
        expect(call).toMatchObject(summary ?? { isMissing: true });
      }
    }));

  it('has trees whose nodes follow their parents, with at most the limit', () =>
    withCalls(async (view) => {
      for (const direction of ['top-down', 'bottom-up'] as const) {
        const tree = await functionTree(view, { range: all(view), rows: [], direction, limit: 20_000 }, TOOLS);
        expect(tree.all).toBe(tree.parent.length);
        for (const [node, parent] of tree.parent.entries()) expect(parent).toBeLessThan(node);
        for (const index of tree.function) expect(tree.names[index]).toBeDefined();
        const small = await functionTree(view, { range: all(view), rows: [], direction, limit: 3 }, TOOLS);
        expect(small.parent).toHaveLength(Math.min(3, tree.all));
        for (const [node, parent] of small.parent.entries()) expect(parent).toBeLessThan(node);
        expect(Math.max(...small.totalNs)).toBe(Math.max(...tree.totalNs));
      }
    }));

  it('draws calls with the keys and names of the functions', () =>
    withCalls(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const page = await functionPage(view, { range: all(view), rows: [], sort: 'total', limit: 5_000 }, TOOLS);
      const names = new Map(page.functions.map(({ key, function: name }) => [key, name]));
      const picture = await viewPicture(view, { range: all(view), columns: 1_000, rows: [...rows.keys()] }, TOOLS);
      expect(picture.functions.length).toBeGreaterThan(0);
      for (const { key, name } of picture.functions) expect(names.get(key)).toBe(name);
      for (const lane of picture.lanes.row.keys()) {
        if (LANE_KINDS[picture.lanes.kind[lane] ?? 0] !== 'call') continue;
        const { callLevels = 0 } = rows[picture.lanes.row[lane] ?? -1] ?? {};
        expect(picture.lanes.depth[lane]).toBeLessThan(callLevels);
        for (let span = picture.lanes.first[lane] ?? 0; span < (picture.lanes.first[lane + 1] ?? 0); span++)
          expect(picture.functions[picture.spans.value[span] ?? -1]).toBeDefined();
      }
    }));

  it('finds functions by a part of their names', () =>
    withCalls(async (view) => {
      const [first] = (await functionPage(view, { range: all(view), rows: [], sort: 'count', limit: 1 }, TOOLS))
        .functions;
      const found = await searchTrace(view, first?.function.slice(1).toUpperCase() ?? '', TOOLS);
      expect(found.functions.map(({ key }) => key)).toContain(first?.key);
    }));

  it('has the functions of a selected thread only', () =>
    withCalls(async (view) => {
      const { rows } = (await view.whole(TOOLS)).answer;
      const threads = [...rows.keys()].filter((row) => rows[row]?.kind === 'thread');
      const query = { range: all(view), sort: 'count', limit: 5_000 } as const;
      const whole = await functionPage(view, { ...query, rows: [] }, TOOLS);
      let counted = 0;
      for (const row of threads)
        counted += sum(
          (await functionPage(view, { ...query, rows: [row] }, TOOLS)).functions.map(({ count }) => count),
        );
      expect(counted).toBe(sum(whole.functions.map(({ count }) => count)));
    }));
});
