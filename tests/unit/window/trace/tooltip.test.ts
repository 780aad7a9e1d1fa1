import type { CallSummary } from '@shared/trace-view/call-detail';
import { describe, expect, test, vi } from 'vitest';
import type { TraceClient } from '../../../../src/renderer/stores/trace-view/asking';
import { texts } from '../../../../src/renderer/texts/en';
import type { PlotHit, PlotSpan } from '../../../../src/renderer/views/trace/drawing/plot/plot-scene';
import type { TooltipContext } from '../../../../src/renderer/views/trace/timeline/plot/tooltip-lines';
import { rowTree } from '../../../../src/renderer/views/trace/timeline/rows/row-children';

vi.stubGlobal('window', new EventTarget());
const { HoverDetails, hoverQuestion } = await import('../../../../src/renderer/views/trace/timeline/plot/hover-detail');
const { tooltipLines } = await import('../../../../src/renderer/views/trace/timeline/plot/tooltip-lines');
const { plot: labels, panel } = texts.traceTimeline;
const span: PlotSpan = {
  lane: 0,
  index: 0,
  beginNs: 2_000,
  endNs: 5_000,
  isMerged: false,
  isBeginKnown: true,
  isEndKnown: true,
};
const hit: PlotHit = { kind: 'call', row: 3, atNs: 3_000, depth: 1, name: 'parse', function: '1:ff', span };
const summary = {
  beginNs: 2_000,
  endNs: 9_000,
  isBeginKnown: true,
  isEndKnown: true,
  selfNs: 1_000,
  caller: 'main',
  states: { runningNs: 1_500, waitingNs: 500, blockedNs: 1_000 },
} as CallSummary;
const context: TooltipContext = {
  tree: rowTree([], false),
  callerInPicture: null,
  detail: undefined,
  beginUnixNs: null,
};
const names = (more: Partial<TooltipContext>, of: PlotHit = hit): string[] | undefined =>
  tooltipLines(of, { ...context, ...more })?.pairs.map(([name]) => name);
const density = (events: number) => ({
  binNs: 10_000,
  lanes: [{ domain: 'userspace' as const, counts: Float64Array.of(events) }],
  isExact: true,
});

describe('the tooltip of a call', () => {
  test('has its caller from the picture at once, and its self time and states when they are known', () => {
    expect(names({ callerInPicture: 'main' })).toEqual([labels.duration, labels.caller, labels.start]);
    expect(names({ detail: { call: summary } })).toEqual([
      labels.duration,
      panel.self,
      panel.running,
      panel.waiting,
      panel.blocked,
      labels.caller,
      labels.start,
    ]);
    expect(names({ detail: { call: { ...summary, states: null } } })).not.toContain(panel.running);
  });
  test('has the exact end of a call that continues after the picture, once it is known', () => {
    const open: PlotHit = { ...hit, span: { ...span, isEndKnown: false } };
    const last = (detail: TooltipContext['detail']) => tooltipLines(open, { ...context, detail })?.pairs;
    expect(last(undefined)?.at(-1)?.[1]).toBe(labels.openEnd);
    expect(last({ call: summary })?.[0]?.[1]).toBe('7.000\u00a0µs');
    expect(last({ call: summary })?.at(-1)?.[1]).not.toBe(labels.openEnd);
  });
  test('asks nothing about merged spans, nor about calls so long that the picture would wait', () => {
    expect(hoverQuestion(hit, density(1_000))).toEqual({
      call: 'call-summary',
      args: { row: 3, depth: 1, atNs: 3_000 },
    });
    expect(hoverQuestion({ ...hit, span: { ...span, isMerged: true } }, density(1_000))).toBeNull();
    expect(hoverQuestion(hit, density(1e7))).toBeNull();
    expect(hoverQuestion({ kind: 'row', row: 3, atNs: 5 }, density(1))).toBeNull();
  });
});

describe('the tooltip of user events', () => {
  const mark = (atNs: number, count = 1) => ({ row: 3, atNs, name: 'shop:order', count });
  const at = { row: 3, atNs: 5, kind: 'mark' } as const;
  test('has the fields of one event', () => {
    const event = { at: { timeNs: 5, skip: 0 }, row: 3, cpu: 0, name: 'shop:order' };
    const fields = Array.from({ length: 8 }, (_, n) => ({ name: `f${n}`, value: `"\u202e${n}"` }));
    const lines = tooltipLines({ ...at, marks: [mark(5)] }, { ...context, detail: { events: [{ ...event, fields }] } });
    expect(lines?.name).toBe('shop:order');
    expect(lines?.pairs[1]).toEqual(['f0', '"0"']);
    expect(lines?.pairs.at(-1)?.[1]).toBe(labels.moreFields('2'));
    expect(hoverQuestion({ ...at, marks: [mark(5)] }, undefined)).toEqual({
      call: 'user-events',
      args: { row: 3, atNs: 5 },
    });
  });
  test('has the number of several events, and asks nothing', () => {
    const marks = [mark(5, 3), mark(9)];
    expect(tooltipLines({ ...at, marks }, context)?.pairs[0]).toEqual([labels.userEvents, '4']);
    expect(hoverQuestion({ ...at, marks }, undefined)).toBeNull();
  });
});

test('a thing is asked about once, and again after a failure', async () => {
  const ask = vi.fn().mockRejectedValueOnce(new Error('no')).mockResolvedValue(summary);
  const details = new HoverDetails({ ask } as unknown as TraceClient);
  const question = { call: 'call-summary', args: { row: 3, depth: 1, atNs: 3_000 } } as const;
  const { signal } = new AbortController();
  await expect(details.ask('a', question, signal)).rejects.toThrow('no');
  expect(details.known('a')).toBeUndefined();
  expect(await details.ask('a', question, signal)).toEqual({ call: summary });
  expect(await details.ask('a', question, signal)).toEqual({ call: summary });
  expect(ask).toHaveBeenCalledTimes(2);
  expect(ask).toHaveBeenLastCalledWith('call-summary', question.args, { lane: 'hovered', signal });
});
