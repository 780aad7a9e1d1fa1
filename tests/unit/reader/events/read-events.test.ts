import type { DecodedEvent } from '@reader/events/event';
import { type EventRequest, readEvent, readEvents } from '@reader/events/read-events';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { field, integer, type LttngPacket, lttngSchema, lttngStream, struct } from '../../../setup/lttng-trace';
import { openLeaf } from '../../../setup/test-leaf';

const all = (reading: TraceReading, request?: EventRequest): DecodedEvent[] => [...readEvents(reading, request)].flat();
const places = (events: readonly DecodedEvent[]) =>
  events.map(({ timeNs, stream, packet, position }) => [timeNs, stream, packet, position]);

const FIRST: LttngPacket[] = [
  { begin: 100, end: 190, events: [100, 150, 150] },
  { begin: 200, end: 290, events: [250] },
];
const SECOND: LttngPacket[] = [
  { begin: 120, end: 210, events: [150, 205] },
  { begin: 220, end: 220 },
];
const ORDER = [
  [0, 0, 0, 0],
  [50, 0, 0, 1],
  [50, 0, 0, 2],
  [50, 1, 0, 0],
  [105, 1, 0, 1],
  [150, 0, 1, 0],
];

describe('events in the order of time', () => {
  const reading = openLeaf([{ packets: FIRST }, { packets: SECOND }]);

  it('merges streams; equal times in the order of the streams', () => {
    const events = all(reading);
    expect(places(events)).toEqual(ORDER);
    expect(events[2]).toMatchObject({ leaf: 0, cpu: 0, eventClass: { name: 'tick' }, payload: new Map([['n', 2]]) });
    expect(reading.warnings).toEqual([]);
  });

  it('reads a range without its end', () => {
    expect(places(all(reading, { range: { fromNs: 50, toNs: 150 } }))).toEqual(ORDER.slice(1, 5));
    expect(all(reading, { range: { fromNs: 151, toNs: 10_000 } })).toEqual([]);
  });

  it.each(ORDER.map((_, from) => from))('continues from event %i as if it had read those before', (from) => {
    const [, stream = 0, packet = 0, position = 0] = ORDER[from] ?? [];
    expect(places(all(reading, { from: { stream, packet, position } }))).toEqual(ORDER.slice(from));
    expect(readEvent(reading, { stream, packet, position })?.timeNs).toBe(ORDER[from]?.[0]);
  });

  it('has no event at a position that is not in the trace', () => {
    expect(readEvent(reading, { stream: 0, packet: 0, position: 3 })).toBeUndefined();
    expect(all(reading, { from: { stream: 5, packet: 0, position: 0 } })).toEqual([]);
  });

  it('decodes only selected event classes', () => {
    expect(all(reading, { select: ({ name }) => name !== 'tick' })).toEqual([]);
    expect(all(reading, { select: (_, { id }) => id === 0 })).toHaveLength(6);
  });

  it('returns often, even if no event is selected', () => {
    const events = Array.from({ length: 40_000 }, (_, time) => time);
    const long = openLeaf([{ packets: [{ begin: 0, events }] }]);
    expect([...readEvents(long, { select: () => false })].length).toBeGreaterThan(3);
    const batches = [...readEvents(long)];
    expect(Math.max(...batches.map(({ length }) => length))).toBeLessThan(1000);
    expect(batches.flat()).toHaveLength(40_000);
  });

  it('extends times of 32 bits, which wrap once at most between two events', () => {
    const begin = 2n ** 40n - 10n;
    const wrapping = openLeaf([
      { packets: [{ begin, end: begin + 2n ** 33n, events: [2 ** 32 - 10, 2 ** 32 - 1, 5, 5, 4] }] },
    ]);
    expect(all(wrapping).map(({ timeNs }) => timeNs)).toEqual([0, 9, 15, 15, 14 + 2 ** 32]);
  });

  it('warns once for a stream whose time goes back', () => {
    const packets = [
      { begin: 10, events: [10, 50] },
      { begin: 20, events: [20] },
      { begin: 15, events: [16] },
    ];
    const back = openLeaf([{ packets }]);
    expect(all(back).map(({ timeNs }) => timeNs)).toEqual([0, 40, 6, 10]);
    expect(back.warnings.map(({ kind, packet }) => [kind, packet])).toEqual([['time-goes-back', 2]]);
    expect(back.warnings[0]?.message).toBe('An event is 34 ns earlier than the event before it.');
  });

  it('says how often the time of a stream goes back, in one warning, also if parts are read', () => {
    const packets = [
      { begin: 10, events: [10, 50] },
      { begin: 20, events: [20, 60] },
      { begin: 30, events: [30, 70] },
      { begin: 40, events: [40] },
    ];
    const back = openLeaf([{ packets }]);
    for (const fromNs of [20, 0]) [...readEvents(back, { range: { fromNs, toNs: 100 } })];
    expect(back.warnings.map(({ kind }) => kind)).toEqual(['time-goes-back']);
    expect(back.warnings[0]?.message).toMatch(/^3 events .* 30 ns earlier/);
  });
});

describe('a damaged packet', () => {
  const packets = [
    { begin: 100, events: [100, 110] },
    { begin: 200, events: [200, 210, 220] },
    { begin: 300, events: [300] },
  ];
  const broken = (change: (bytes: Uint8Array) => void): TraceReading => {
    const bytes = lttngStream(packets);
    change(bytes);
    return openLeaf([{ bytes }]);
  };
  const secondEvents = 80 + 12 + 80;

  it('ends at an event that the metadata does not have, and the next packet is read', () => {
    const reading = broken((bytes) => bytes.fill(77, secondEvents + 6, secondEvents + 7));
    expect(all(reading).map(({ timeNs }) => timeNs)).toEqual([0, 10, 100, 200]);
    expect(reading.warnings).toEqual([
      {
        kind: 'damaged-packet',
        leaf: 'ust',
        stream: 'channel_0',
        packet: 1,
        offsetBytes: secondEvents + 6 + 5,
        message: 'The metadata has no event 77 in this stream.',
      },
    ]);
    all(reading);
    expect(reading.warnings).toHaveLength(1);
  });

  it('warns if the content ends within an event', () => {
    const reading = openLeaf([
      {
        packets: [
          { begin: 1, events: [1, 2], contentBits: 92 * 8 - 1 },
          { begin: 3, events: [3] },
        ],
      },
    ]);
    expect(all(reading).map(({ timeNs }) => timeNs)).toEqual([0, 2]);
    expect(reading.warnings.map(({ packet, message }) => [packet, message])).toEqual([
      [0, '8 bits were expected where the packet has 7 left.'],
    ]);
  });

  it('warns if events have no size, which would never end', () => {
    const schema = lttngSchema({ eventHeader: null });
    const [stream] = schema.streams.values();
    const events = new Map([[0, { id: 0, name: 'tick', logLevel: null, specificContext: null, payload: null }]]);
    if (stream) (schema.streams as Map<number, typeof stream>).set(0, { ...stream, events });
    const reading = openLeaf([{ packets: [{ begin: 1, events: [1] }] }], schema);
    expect(all(reading)).toEqual([]);
    expect(reading.warnings[0]?.message).toBe('An event has no size.');
  });

  it('warns about elements without size in any number', () => {
    const schema = lttngSchema({ eventHeader: null });
    const [stream] = schema.streams.values();
    schema.slots = 1;
    const payload = struct(
      field('length', integer(32), [], 0),
      field('elements', { kind: 'array', length: { slot: 0 }, element: struct(), alignment: 1 }),
    );
    const events = new Map([[0, { id: 0, name: 'tick', logLevel: null, specificContext: null, payload }]]);
    if (stream) (schema.streams as Map<number, typeof stream>).set(0, { ...stream, events });
    const reading = openLeaf([{ packets: [{ begin: 1, events: [0xffffffff] }] }], schema);
    expect(all(reading, { select: () => false })).toEqual([]);
    expect(reading.warnings[0]?.message).toMatch(/elements without size/);
  });
});
