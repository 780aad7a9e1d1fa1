import { NO_FUNCTION } from '@reader/scan/records';
import { describe, expect, it } from 'vitest';
import { CALL_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import { eventClass, lttngEventSchema, text, type WrittenEvent } from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';
import { namesOf, only, recordLines, scanWritten, threadNames } from './scan-written';

const CALLS = [...CALL_CLASSES, eventClass(3, 'app:line', field('text', text()), field('n', integer(32)))];
const schema = lttngEventSchema({ context: THREAD_CONTEXT, classes: CALLS });
const thread = [10, 11, 'api', 7];
const other = [10, 12, 'api-worker', 7];

describe('scan of calls', () => {
  const events: WrittenEvent[] = [
    { id: 0, at: 1100, context: thread, payload: [0x5555_0000_1000n, 0] },
    { id: 3, at: 1110, context: thread, payload: ['some text', 5] },
    { id: 0, at: 1120, context: other, payload: [0xffff_8000_0000_2000n, 0] },
    { id: 1, at: 1130, context: other, payload: [0xffff_8000_0000_2000n, 0] },
    { id: 2, at: 1150, context: thread },
  ];

  it.each([
    ['by layout', false],
    ['by the decoder', true],
  ])('yields records by thread, %s', (_, isSlow) => {
    const result = only(scanWritten(schema, [[{ begin: 1000, end: 2000, events }]], { isSlow }));
    expect(recordLines(result)).toEqual([
      'userspace 7 10 11: 100 entry 0',
      `userspace 7 10 11: 150 exit ${NO_FUNCTION}`,
      'userspace 7 10 12: 120 entry 1',
      'userspace 7 10 12: 130 exit 1',
    ]);
    expect([...result.addresses]).toEqual([0x5555_0000_1000n, 0xffff_8000_0000_2000n]);
    expect([...result.eventCounts].slice(0, 4)).toEqual([2, 1, 1, 1]);
    expect([...result.density.counts]).toEqual([1, 4, 0, 0, 0, 0, 0, 0, 0, 0]);
    expect([...result.threads.events, ...result.threads.firstNs, ...result.threads.lastNs]).toEqual([
      3, 2, 100, 120, 150, 130,
    ]);
    expect(namesOf(result)).toEqual(['api', 'api-worker']);
    expect([...result.threads.contextVpid, ...result.threads.contextPidNs]).toEqual([10, 10, 7, 7]);
    expect(result.warnings).toEqual([]);
  });

  it('has the last name of a thread', () => {
    const renamed = [10, 11, 'renamed', 7];
    const packets = [
      {
        begin: 1000,
        end: 1500,
        events: [
          { id: 2, at: 1100, context: thread },
          { id: 2, at: 1200, context: renamed },
        ],
      },
    ];
    expect(namesOf(only(scanWritten(schema, [packets])))).toEqual(['renamed']);
  });

  it.each(['compact', 'large'] as const)('follows the %s header over wraps of its clock', (header) => {
    const wrap = header === 'compact' ? 2 ** 27 : 2 ** 32;
    const begin = 5 * wrap - 100;
    const times = [begin + 50, begin + 150, begin + 150 + wrap - 1, begin + 3 * wrap, begin + 3 * wrap + 7];
    const packets = [
      {
        begin,
        end: begin + 4 * wrap,
        events: times.map((at, index) => ({ id: 2, at, context: thread, isExtended: index === 3 })),
      },
    ];
    const withHeader = lttngEventSchema({ header, context: THREAD_CONTEXT, classes: CALLS });
    const result = only(scanWritten(withHeader, [packets], { header }));
    expect([...result.records.timeNs]).toEqual(times.map((at) => at - begin));
    const slow = only(scanWritten(withHeader, [packets], { header, isSlow: true }));
    expect(slow.records).toEqual(result.records);
  });

  it('puts events outside of their packet at its begin or end', () => {
    const packets = [
      { begin: 1000, end: 2000, events: [2100, 2200].map((at) => ({ id: 2, at, context: thread })) },
      { begin: 2000, end: 3000, events: [{ id: 2, at: 1900, isExtended: true, context: thread }] },
    ];
    for (const isSlow of [false, true]) {
      const result = only(scanWritten(schema, [packets], { isSlow }));
      expect([...result.records.timeNs]).toEqual([1000, 1000, 1000]);
    }
  });

  it('names the stream file where events name no thread', () => {
    const bare = lttngEventSchema({ classes: CALLS });
    const packets = [{ begin: 0, end: 100, events: [{ id: 2, at: 10 }] }];
    const result = only(scanWritten(bare, [packets, packets]));
    expect(threadNames(result)).toEqual(['userspaceStream -1', 'userspaceStream -2']);
  });

  it('reads contexts behind one of variable size', () => {
    const dynamic = lttngEventSchema({ context: [field('app', text()), ...THREAD_CONTEXT], classes: CALLS });
    const packets = [
      {
        begin: 0,
        end: 100,
        events: [
          { id: 2, at: 10, context: ['x', ...thread] },
          { id: 2, at: 20, context: ['longer', ...other] },
        ],
      },
    ];
    const result = only(scanWritten(dynamic, [packets]));
    expect(recordLines(result)).toEqual([
      `userspace 7 10 11: 10 exit ${NO_FUNCTION}`,
      `userspace 7 10 12: 20 exit ${NO_FUNCTION}`,
    ]);
    expect(namesOf(result)).toEqual(['api', 'api-worker']);
  });

  it('stops a packet at an unknown event and at an incomplete one, and says where', () => {
    const damaged = (event: WrittenEvent) => [
      { begin: 1000, end: 1500, events: [{ id: 2, at: 1100, context: thread }, event] },
      { begin: 1500, end: 1600, events: [{ id: 2, at: 1550, context: thread }] },
    ];
    const firstEvent = 32 + 48;
    for (const isSlow of [false, true]) {
      const result = only(scanWritten(schema, [damaged({ id: 77, at: 1200, context: thread })], { isSlow }));
      expect([...result.records.timeNs]).toEqual([100, 550]);
      expect(result.warnings).toEqual([
        expect.objectContaining({ kind: 'damaged-packet', leaf: 'leaf', stream: 'channel_0', packet: 0 }),
      ]);
    }
    const cut = only(scanWritten(schema, [damaged({ id: 3, at: 1200, context: thread.slice(0, 2) })], {}));
    expect(cut.warnings).toEqual([]);
    const short = lttngEventSchema({ context: THREAD_CONTEXT, classes: CALLS.slice(0, 3) });
    const unknown = only(scanWritten(short, [damaged({ id: 3, at: 1200, context: thread })]));
    expect(unknown.warnings[0]?.offsetBytes).toBe(firstEvent + 6 + 33);
  });
});
