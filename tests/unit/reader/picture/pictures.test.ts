import { THREAD_STATES } from '@reader/analysis/analysis';
import { PICTURE_ENDS, PICTURE_LANES, WHOLE_SPAN } from '@reader/picture/picture';
import { LANE_KINDS, PICTURE_STATES, WHOLE_SPAN as SHOWN_WHOLE, SPAN_ENDS } from '@shared/trace-view/picture';
import { describe, expect, it } from 'vitest';
import { enter, host, LENGTH, leave, type TestRecord, user } from '../analysis/hand-made';
import { lanesOf, pictureIn } from './drawn-picture';

const [A, B] = [0x10n, 0x20n];
const one = user(11);
const { endUnknown } = PICTURE_ENDS;
const UNKNOWN_END = { ends: endUnknown };

const lane = (depth: number, kind = PICTURE_LANES.call as number, thread = '10/11') => `${thread} ${kind} ${depth}`;

describe('a picture', () => {
  it('has the numbers of the page', () => {
    expect(Object.keys(PICTURE_LANES)).toEqual([...LANE_KINDS]);
    expect(PICTURE_ENDS).toEqual(SPAN_ENDS);
    expect(WHOLE_SPAN).toBe(SHOWN_WHOLE);
    expect(THREAD_STATES).toEqual(PICTURE_STATES);
  });

  it('says that the end of a call is not known after a loss, exec, an outer exit, and at the edge of the trace', () => {
    const afterLoss = pictureIn(
      { records: [enter(one, 100, A), leave(one, 500, A)], losses: [{ fromNs: 200, toNs: 300 }] },
      { columns: 10 },
    );
    expect(lanesOf(afterLoss).get(lane(0))).toMatchObject([{ beginNs: 100, endNs: 500, ...UNKNOWN_END }]);
    const exec: TestRecord = { thread: one, at: 600, kind: 'exec', operand: 0 };
    expect(lanesOf(pictureIn({ records: [enter(one, 100, A), exec] }, { columns: 10 })).get(lane(0))).toMatchObject([
      { beginNs: 100, endNs: 600, ...UNKNOWN_END },
    ]);
    const jump = pictureIn({ records: [enter(one, 100, A), enter(one, 200, B), leave(one, 700, A)] }, { columns: 10 });
    expect(lanesOf(jump).get(lane(1))).toMatchObject([{ beginNs: 200, endNs: 700, ...UNKNOWN_END }]);
    expect(lanesOf(jump).get(lane(0))).toMatchObject([{ beginNs: 100, endNs: 700, ends: 0 }]);
    const open = pictureIn({ records: [enter(one, 100, A), { thread: one, at: 800, kind: 'other' }] }, { columns: 10 });
    expect(lanesOf(open).get(lane(0))).toMatchObject([{ beginNs: 100, endNs: 800, ...UNKNOWN_END }]);
  });

  it('of a range has calls with their real begin, until the end of the range or the last event of the thread', () => {
    const records = [enter(one, 10, A), enter(one, 20, B), leave(one, 450, B)];
    const trace = { records, fromNs: 400, toNs: 500, checkpointNs: 300 };
    const lanes = lanesOf(pictureIn(trace, { columns: 10 }));
    expect(lanes.get(lane(0))).toMatchObject([{ beginNs: 10, endNs: 500, ...UNKNOWN_END }]);
    expect(lanes.get(lane(1))).toMatchObject([{ beginNs: 20, endNs: 450, ends: 0 }]);
    const known = lanesOf(pictureIn(trace, { columns: 10, lastNsOf: ({ tid }) => (tid === 11 ? 450 : undefined) }));
    expect(known.get(lane(0))).toMatchObject([{ beginNs: 10, endNs: 450 }]);
    const ended = lanesOf(pictureIn({ ...trace, fromNs: 460 }, { columns: 10, lastNsOf: () => 450 }));
    expect(ended.size).toBe(0);
  });

  it('of a range begins states with the range', () => {
    const records: TestRecord[] = [{ thread: host(3), at: 50, kind: 'switchIn', operand: 1 }];
    const picture = pictureIn({ records, fromNs: 400, toNs: 500, checkpointNs: 300 }, { columns: 10 });
    expect(lanesOf(picture).get(lane(0, PICTURE_LANES.state, '-1/3'))).toMatchObject([
      { beginNs: 400, endNs: 500, value: '0', ...UNKNOWN_END },
    ]);
    expect(lanesOf(picture).get('cpu 1')).toMatchObject([{ beginNs: 400, endNs: 500, value: '3' }]);
  });

  it('draws a system call without an exit until a loss is noticed, else without length', () => {
    const calls: TestRecord[] = [
      { thread: host(3), at: 100, kind: 'syscallEntry', operand: 0 },
      { thread: host(3), at: 400, kind: 'syscallEntry', operand: 1 },
      { thread: host(3), at: 450, kind: 'syscallExit', operand: 1 },
    ];
    const events = ['syscall_entry_rt_sigreturn', 'syscall_entry_read'];
    const key = lane(0, PICTURE_LANES.syscall, '-1/3');
    expect(lanesOf(pictureIn({ records: calls, events }, { columns: LENGTH })).get(key)).toMatchObject([
      { beginNs: 100, endNs: 100, value: 'rt_sigreturn', ...UNKNOWN_END },
      { beginNs: 400, endNs: 450, value: 'read', ends: 0 },
    ]);
    const lost = pictureIn({ records: calls, events, losses: [{ fromNs: 150, toNs: 200 }] }, { columns: LENGTH });
    expect(lanesOf(lost).get(key)?.[0]).toMatchObject({ beginNs: 100, endNs: 400, ...UNKNOWN_END });
  });

  it('counts calls that are too deep, and draws the others', () => {
    const depth = 70_000;
    const records = Array.from({ length: depth }, (_, at) => enter(one, at / 1000, A));
    const picture = pictureIn({ records: [...records, leave(one, 900, A)] }, { columns: 10 });
    expect(lanesOf(picture).size).toBe(256);
    // Calls beyond the analysis' own bound are not known as calls.
    expect(picture.undrawn.deepCalls).toBe(65_535 - 256);
  });

  it('has at most as many lanes and spans as allowed, and says what is missing', () => {
    const records = Array.from({ length: 100 }, (_, tid) => [enter(user(tid), 10, A), leave(user(tid), 900, A)]).flat();
    const few = pictureIn({ records }, { columns: 10, mostLanes: 30 });
    expect([few.lanes.kind.length, few.undrawn.ofLanes]).toEqual([30, 70]);
    const short = pictureIn({ records }, { columns: 10, mostSpans: 40 });
    expect([short.spans.value.length, short.undrawn.spans]).toEqual([40, 60]);
  });

  it('has lanes of the selected threads alone', () => {
    const records = [enter(one, 10, A), leave(one, 900, A), enter(user(12), 20, B), leave(user(12), 800, B)];
    const picture = pictureIn({ records }, { columns: 10, threads: ({ tid }) => tid === 12 });
    expect([...lanesOf(picture).keys()]).toEqual(['10/12 2 0']);
    expect(picture.functions).toEqual([{ process: 0, address: B }]);
  });

  it.each([0, 1.5, 100_000, Number.NaN])('refuses %s columns', (columns) => {
    expect(() => pictureIn({ records: [] }, { columns })).toThrow(RangeError);
  });
});
