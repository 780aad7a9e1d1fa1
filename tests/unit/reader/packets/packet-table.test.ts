import { openLeaves } from '@reader/open-trace';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import {
  clock,
  field,
  integer,
  type LttngPacket,
  lttngIndex,
  lttngSchema,
  lttngStream,
  struct,
} from '../../../setup/lttng-trace';
import { openLeaf, testLeaf } from '../../../setup/test-leaf';

const kinds = ({ warnings }: TraceReading) => warnings.map(({ kind, packet }) => [kind, packet]);
const PACKETS: LttngPacket[] = [
  { begin: 1000, end: 1900, sequence: 0, cpu: 3, events: [1000, 1500], padding: 5 },
  { begin: 2000, end: 2900, sequence: 1, cpu: 3, discarded: 4 },
  { begin: 3000, end: 3900, sequence: 4, cpu: 3, discarded: 6, events: [3100] },
];

describe('packet table', () => {
  it.each([
    ['headers', null],
    ['index', lttngIndex(PACKETS)],
    ['an index of the first packet only', lttngIndex(PACKETS.slice(0, 1))],
    ['an index without entries', lttngIndex([])],
    ['an index whose header says another version', lttngIndex(PACKETS).fill(9, 4, 8)],
    ['an index of other sizes', lttngIndex(PACKETS.map((packet) => ({ ...packet, padding: 7 })))],
    ['an index of other times', lttngIndex(PACKETS.map((packet) => ({ ...packet, begin: 5 })))],
  ])('is the same by %s', (_, index) => {
    const { packets, span, warnings } = openLeaf([{ packets: PACKETS, index }]);
    expect(warnings).toEqual([]);
    expect(span).toEqual({ beginNs: 1_700_000_000_000_001_000n, lengthNs: 2900, isAbsolute: true, hasClock: true });
    expect(packets.count).toBe(3);
    expect([...packets.beginNs]).toEqual([0, 1000, 2000]);
    expect([...packets.endNs]).toEqual([900, 1900, 2900]);
    expect([...packets.beginCycles]).toEqual([1000n, 2000n, 3000n]);
    expect([...packets.offsetBytes]).toEqual([0, 97, 177]);
    expect([...packets.sizeBits]).toEqual([776, 640, 688]);
    expect([...packets.contentBits]).toEqual([736, 640, 688]);
    expect([...packets.cpu]).toEqual([3, 3, 3]);
    expect([...packets.number]).toEqual([0, 1, 2]);
    expect([...packets.discarded]).toEqual([0, 4, 2]);
    expect([...packets.lostBefore]).toEqual([0, 0, 2]);
  });

  it('orders the packets of several streams by their begin', () => {
    const { packets } = openLeaf([{ packets: PACKETS }, { packets: [{ begin: 1500 }, { begin: 2000 }] }]);
    expect([...packets.beginNs]).toEqual([0, 500, 1000, 1000, 2000]);
    expect([...packets.stream]).toEqual([0, 1, 0, 1, 0]);
  });

  it('reads an empty file as a stream without packets', () => {
    const { packets, warnings } = openLeaf([{ packets: [] }]);
    expect(packets.count).toBe(0);
    expect(warnings).toEqual([]);
  });

  it('says where a stream continues with bytes that are no packet', () => {
    const bytes = Buffer.concat([lttngStream(PACKETS.slice(0, 1)), Buffer.alloc(40, 0x55)]);
    const reading = openLeaf([{ packets: [], bytes }]);
    expect(reading.packets.count).toBe(1);
    expect(reading.warnings).toEqual([
      {
        kind: 'damaged-stream',
        leaf: 'ust',
        stream: 'channel_0',
        packet: 1,
        offsetBytes: 97 + 32,
        message: expect.stringContaining('magic'),
      },
    ]);
  });

  it('skips a stream whose class the metadata does not have, and reads the others', () => {
    const reading = openLeaf([{ packets: [{ begin: 5, streamClass: 7 }] }, { packets: PACKETS }]);
    expect(kinds(reading)).toEqual([['unknown-stream', 0]]);
    expect([...reading.packets.stream]).toEqual([1, 1, 1]);
  });

  it('reads packets of another trace with a warning for the stream', () => {
    const uuid = 'ff'.repeat(16);
    const reading = openLeaf([{ packets: [{ begin: 5 }, { begin: 6, uuid }, { begin: 7, uuid }] }]);
    expect(kinds(reading)).toEqual([['foreign-uuid', null]]);
    expect(reading.packets.count).toBe(3);
  });

  it('skips the events of a packet with more content than its size, and continues', () => {
    const packets = [{ begin: 1, contentBits: 100_000 }, { begin: 2, contentBits: 8 }, { begin: 3 }];
    const reading = openLeaf([{ packets }]);
    expect(kinds(reading)).toEqual([
      ['damaged-packet', 0],
      ['damaged-packet', 1],
    ]);
    expect([...reading.packets.contentBits]).toEqual([640, 640, 640]);
  });

  it.each([0, 8, 641])('ends a stream at a packet of %i bits', (packetBits) => {
    const reading = openLeaf([{ packets: [{ begin: 1 }, { begin: 2, packetBits, contentBits: 0 }] }]);
    expect(reading.packets.count).toBe(1);
    expect(kinds(reading)).toEqual([['damaged-stream', 1]]);
  });

  it('reads what a file has of a packet that is cut off', () => {
    const bytes = lttngStream([{ begin: 1, events: [1, 2, 3] }]).subarray(0, 80 + 7);
    const reading = openLeaf([{ packets: [], bytes }]);
    expect([...reading.packets.contentBits]).toEqual([87 * 8]);
    expect(kinds(reading)).toEqual([['damaged-packet', 0]]);
  });

  it('takes the end of a packet that was not closed from the next packet, and from the last event', () => {
    const packets = [
      { begin: 10, end: 0, events: [12] },
      { begin: 20, end: 0, events: [22, 25] },
    ];
    expect([...openLeaf([{ packets }]).packets.endNs]).toEqual([10, 15]);
  });

  const environmentOf = (tracer: string, version: string) => {
    const [major = 0n, minor = 0n, patch = 0n] = version.split('.').map(BigInt);
    return new Map<string, string | bigint>([
      ['tracer_name', tracer],
      ['tracer_major', major],
      ['tracer_minor', minor],
      ['tracer_patchlevel', patch],
    ]);
  };

  it.each([
    ['lttng-ust', '2.10.5', [10, 12]],
    ['lttng-ust', '2.11.0', [1, 11]],
    ['lttng-modules', '2.9.12', [10, 12]],
    ['lttng-modules', '2.9.13', [1, 11]],
    ['lttng-modules', '2.10.9', [10, 12]],
    ['lttng-modules', '2.10.10', [1, 11]],
  ] as const)('knows whether %s %s writes events after the end of a packet', (tracer, version, ends) => {
    const packets = [
      { begin: 10, end: 11, events: [12] },
      { begin: 20, end: 21, events: [22] },
    ];
    const environment = environmentOf(tracer, version);
    expect([...openLeaf([{ packets }], lttngSchema({ environment })).packets.endNs]).toEqual(ends);
  });

  it.each([
    ['2.3.0', 8n],
    ['2.3.1', 10n],
  ] as const)('knows whether barectf %s writes events before the begin of a packet', (version, begin) => {
    const eventHeader = struct(
      field('id', integer(8), ['event-class-id']),
      field('timestamp', integer(64), ['timestamp']),
    );
    const schema = lttngSchema({ environment: environmentOf('barectf', version), eventHeader });
    const packets = [
      { begin: 10, end: 20, events: [8, 12] },
      { begin: 30, end: 40, events: [31] },
    ];
    const table = openLeaf([{ bytes: lttngStream(packets, 64) }], schema).packets;
    expect([...table.beginCycles]).toEqual([begin, 30n]);
  });

  it('subtracts the counter of discarded events across its wrap', () => {
    const packets = [
      { begin: 1, discarded: 2 ** 32 - 2 },
      { begin: 2, discarded: 3 },
    ];
    expect([...openLeaf([{ packets }]).packets.discarded]).toEqual([2 ** 32 - 2, 5]);
    const unknown = lttngSchema({ environment: new Map([['tracer_name', 'other']]) });
    expect([...openLeaf([{ packets }], unknown).packets.discarded]).toEqual([0, 5]);
  });

  it('reads the packets that overlapping snapshots share once', () => {
    const schema = lttngSchema();
    const snapshots = [PACKETS.slice(0, 2), PACKETS.slice(1)].map((packets, part) =>
      testLeaf(`part${part}`, [{ packets }]),
    );
    const { packets } = openLeaves(snapshots, () => schema);
    expect([...packets.beginNs]).toEqual([0, 1000, 2000]);
    expect([...packets.leaf]).toEqual([0, 0, 1]);
    expect([...packets.discarded]).toEqual([0, 4, 2]);
    expect([...packets.lostBefore]).toEqual([0, 0, 2]);
  });

  it('compares the bytes of packets without number, to read those that snapshots share once', () => {
    const context = lttngSchema().streams.get(0)?.packetContext ?? null;
    const fields = context?.fields.map((one) => (one.name === 'packet_seq_num' ? { ...one, roles: [] } : one)) ?? [];
    const schema = lttngSchema({ packetContext: struct(...fields) });
    const packet = { begin: 1000, end: 1900, events: [1000, 1001] };
    const count = (other: LttngPacket) =>
      openLeaves([testLeaf('a', [{ packets: [packet] }]), testLeaf('b', [{ packets: [other] }])], () => schema).packets
        .count;
    expect(count(packet)).toBe(1);
    expect(count({ ...packet, events: [1000, 1002] })).toBe(2);
  });

  it('counts losses across the parts of a rotation', () => {
    const parts = [PACKETS.slice(0, 1), PACKETS.slice(1, 2), PACKETS.slice(2)];
    const { packets } = openLeaves(
      parts.map((packets, part) => testLeaf(`rotation${part}`, [{ packets }])),
      () => lttngSchema(),
    );
    expect([...packets.discarded]).toEqual([0, 4, 2]);
    expect([...packets.lostBefore]).toEqual([0, 0, 2]);
  });

  it('converts clocks of any frequency and offset to one time base', () => {
    const schemas = [
      lttngSchema({ clock: clock({ frequencyHz: 1000n, offsetSeconds: -5n, offsetCycles: -250n }) }),
      lttngSchema({ clock: clock({ frequencyHz: 3n, offsetSeconds: -3n, offsetCycles: 0n }) }),
    ];
    const leaves = [
      testLeaf('a', [{ packets: [{ begin: 1500 }, { begin: 1507 }] }]),
      testLeaf('b', [{ packets: [{ begin: 1 }] }]),
    ];
    const { packets, span } = openLeaves(leaves, () => schemas.shift() ?? lttngSchema());
    expect(span.beginNs).toBe(-3_750_000_000n);
    expect([...packets.beginNs]).toEqual([0, 7_000_000, 1_083_333_333]);
  });

  it('keeps times exact where the clock counts nanoseconds since 1970', () => {
    const begin = 1_700_000_000_123_456_789n;
    const { packets, span } = openLeaf(
      [{ packets: [{ begin }, { begin: begin + 1n }] }],
      lttngSchema({ clock: clock({ offsetSeconds: 0n }) }),
    );
    expect(span.beginNs).toBe(begin);
    expect([...packets.beginNs]).toEqual([0, 1]);
    expect(packets.beginCycles[1]).toBe(begin + 1n);
  });
});
