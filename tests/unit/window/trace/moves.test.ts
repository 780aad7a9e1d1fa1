import type { CallDetail, Wait } from '@shared/trace-view/call-detail';
import { type CallPlace, WHOLE_PLACE } from '@shared/trace-view/trace-place';
import { beforeEach, describe, expect, test, vi } from 'vitest';

const stored = new Map<string, string>();
vi.stubGlobal('window', new EventTarget());
vi.stubGlobal('localStorage', {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => stored.set(key, value),
  removeItem: (key: string) => stored.delete(key),
});

const { useTraceView } = await import('../../../../src/renderer/stores/trace-view/use-trace');
const { useSelectedCall } = await import('../../../../src/renderer/stores/trace-view/selected-call');
const { useSelectedMark } = await import('../../../../src/renderer/stores/trace-view/selected-mark');
const { useAnnounce } = await import('../../../../src/renderer/stores/announce');
const { historyAt } = await import('../../../../src/renderer/stores/trace-view/place-history');
const { stepOfFunction } = await import('../../../../src/renderer/views/trace/timeline/call-moves');
const { followWait } = await import('../../../../src/renderer/views/trace/timeline/follow-wait');
const { stepOfEvents } = await import('../../../../src/renderer/views/trace/timeline/mark-moves');
const { usePlot } = await import('../../../../src/renderer/views/trace/timeline/plot/plot-store');
const { measureFromHere } = await import('../../../../src/renderer/views/trace/timeline/plot/use-plot-pointer');
const { overlayOf } = await import('../../../../src/renderer/views/trace/timeline/plot/overlay-of');
const { texts } = await import('../../../../src/renderer/texts/en');
const { keys, plot: plotTexts } = texts.traceTimeline;

const place = () => useTraceView.getState().history.place;

/** What the fake process answers, by question. */
const answers = new Map<string, (args: never) => unknown>();
const asked: unknown[] = [];

beforeEach(() => {
  stored.clear();
  answers.clear();
  asked.length = 0;
  const ask = async (call: string, args: never): Promise<unknown> => {
    asked.push([call, args]);
    return answers.get(call)?.(args) ?? null;
  };
  useTraceView.setState({
    id: 'a',
    client: { ask } as never,
    facts: { lengthNs: 1_000 } as never,
    history: historyAt({ ...WHOLE_PLACE, tab: 'timeline' }),
  });
  usePlot.setState({ plot: null, picture: null, pointer: null, measure: null, isMeasuring: false });
});

const call: CallPlace = { row: 3, depth: 1, atNs: 100 };
const select = (detail: Partial<CallDetail>): void => {
  useTraceView.getState().go({ call });
  useSelectedCall.setState({
    place: call,
    detail: { ...call, beginNs: 100, endNs: 200, waits: [], ...detail } as never,
  });
};
const wait = (wokenBy: number | null): Wait => ({
  cause: 'blocked-on-lock',
  syscall: 'futex',
  fromNs: 110,
  durationNs: 40,
  wokenBy,
});

/** The picture shows these rows, and spans at these lanes at every time. */
function draw(rows: number[], lanes: string[], range = { fromNs: 0, toNs: 1_000 }): void {
  const plot = { spanAt: (lane: object) => (lanes.includes(Object.values(lane).join(' ')) ? {} : null) };
  usePlot.setState({ plot: plot as never, picture: { ...range, lanes: { row: Uint32Array.from(rows) } } as never });
}

describe('following a wait', () => {
  test('selects the system call in which the waking thread was, also when it is in calls', () => {
    draw([5], ['5 syscall 0', '5 call 0']);
    select({ waits: [wait(null), wait(5)] });
    followWait();
    expect(place()).toMatchObject({ rows: [5], call: { row: 5, depth: -1, atNs: 150 } });
  });
  test('selects its innermost call, or its row alone', () => {
    draw([5], ['5 call 0', '5 call 1']);
    select({ waits: [wait(5)] });
    followWait(0);
    expect(place()).toMatchObject({ call: { row: 5, depth: 1, atNs: 150 } });
    draw([5], []);
    select({ waits: [wait(5)] });
    followWait(0);
    expect(place()).toMatchObject({ rows: [5], call: null });
  });
  test('selects the row first when the picture does not show it, and then its call, in one step of the history', () => {
    draw([3], []);
    select({ waits: [wait(5)] });
    const steps = useTraceView.getState().history.past.length;
    followWait();
    expect(place()).toMatchObject({ rows: [5], call: null });
    draw([3, 5], ['5 call 0'], { fromNs: 300, toNs: 400 });
    expect(place().call).toBeNull();
    draw([3, 5], ['5 call 0']);
    expect(place().call).toEqual({ row: 5, depth: 0, atNs: 150 });
    expect(useTraceView.getState().history.past).toHaveLength(steps + 1);
  });
  test('says when the waking thread is not known', () => {
    select({ waits: [wait(null)] });
    followWait();
    expect(useAnnounce.getState().polite).toBe(keys.noWaker);
    expect(place().call).toEqual(call);
  });
});

describe('calls of a function', () => {
  const calls = [20, 100, 300, 900];
  beforeEach(() => {
    answers.set('calls-of', ({ range }: { range: { fromNs: number; toNs: number } }) => {
      const found = calls.filter((atNs) => atNs >= range.fromNs && atNs < range.toNs);
      return {
        all: found.length,
        row: Uint32Array.from(found, () => 3),
        depth: Uint16Array.from(found, () => 1),
        beginNs: Float64Array.from(found),
        endNs: Float64Array.from(found, (atNs) => atNs + 10),
      };
    });
  });
  test('are selected one after the other in both directions', async () => {
    select({ function: '1:ff' });
    await stepOfFunction('next');
    expect(place().call).toEqual({ row: 3, depth: 1, atNs: 300 });
    select({ function: '1:ff' });
    await stepOfFunction('previous');
    expect(place().call).toEqual({ row: 3, depth: 1, atNs: 20 });
  });
  test('are said to end', async () => {
    select({ function: '1:ff', beginNs: 900 });
    await stepOfFunction('next');
    expect(useAnnounce.getState().polite).toBe(keys.lastOfFunction);
    expect(place().call).toEqual(call);
  });
});

describe('user events', () => {
  test('are selected in the selected row, first from the begin of the range on', async () => {
    answers.set('next-user-event', () => ({ row: 7, atNs: 300 }));
    useTraceView.getState().go({ rows: [7], range: { fromNs: 50, toNs: 100 } });
    await stepOfEvents('next');
    expect(asked.at(-1)).toMatchObject(['user-events', { row: 7, atNs: 300 }]);
    expect(asked.at(-2)).toMatchObject(['next-user-event', { rows: [7], atNs: 49, direction: 'next' }]);
    expect(place()).toMatchObject({ mark: { row: 7, atNs: 300 }, call: null, range: { fromNs: 275, toNs: 325 } });
    expect(useSelectedMark.getState().place).toEqual({ row: 7, atNs: 300 });
    answers.set('next-user-event', () => null);
    await stepOfEvents('previous');
    expect(asked.at(-1)).toMatchObject(['next-user-event', { rows: [7], atNs: 300, direction: 'previous' }]);
    expect(useAnnounce.getState().polite).toBe(keys.noPreviousEvent);
    expect(place().mark).toEqual({ row: 7, atNs: 300 });
  });
});

describe('a measure by keyboard', () => {
  test('begins at the selected call, follows the selection, and ends with the same key', () => {
    select({});
    measureFromHere();
    expect(usePlot.getState()).toMatchObject({ measure: { fromNs: 100, toNs: 100 }, isMeasuring: true });
    useTraceView.getState().go({ call: { row: 3, depth: 1, atNs: 340 } });
    useTraceView.getState().go({ range: { fromNs: 0, toNs: 500 } });
    expect(usePlot.getState().measure).toEqual({ fromNs: 100, toNs: 340 });
    useTraceView.getState().go({ mark: { row: 3, atNs: 50 } });
    measureFromHere();
    expect(usePlot.getState()).toMatchObject({ measure: { fromNs: 100, toNs: 50 }, isMeasuring: false });
    expect(useAnnounce.getState().polite).toBe(plotTexts.measured('50\u00a0ns'));
    useTraceView.getState().go({ call });
    expect(usePlot.getState().measure).toEqual({ fromNs: 100, toNs: 50 });
  });
});

describe('over the plot', () => {
  test('the longest wait of the selected call is a bracket where it is long enough, and its end an arrow', () => {
    select({ waits: [wait(5), { ...wait(3), fromNs: 160, durationNs: 10 }] });
    useTraceView.getState().go({ range: { fromNs: 0, toNs: 400 } });
    expect(overlayOf()).toMatchObject({
      brackets: [{ row: 3, fromNs: 110, toNs: 150, text: 'futex 40\u00a0ns' }],
      wakeUps: [{ fromRow: 5, toRow: 3, atNs: 150 }],
    });
    useTraceView.getState().go({ range: { fromNs: 0, toNs: 1_000 } });
    expect(overlayOf().brackets).toEqual([]);
  });
});
