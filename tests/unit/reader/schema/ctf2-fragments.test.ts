import type { StructClass } from '@reader/schema/field-class';
import { readMetadata } from '@reader/schema/read-metadata';
import { describe, expect, it } from 'vitest';
import { jsonSequence } from '../../../setup/json-sequence';
import { ctf2, fieldOf, refusal, rolesOf, schemaOf } from '../../../setup/small-metadata';

const u = (length: number, role?: string, alignment = 8): object => ({
  ...{ type: 'fixed-length-unsigned-integer', length, 'byte-order': 'little-endian', alignment },
  ...(role ? { roles: [role] } : {}),
});
const struct = (members: Record<string, unknown>, more: object = {}): object => ({
  ...{ type: 'structure', ...more },
  'member-classes': Object.entries(members).map(([name, value]) => ({ name, 'field-class': value })),
});
const alias = (name: string, value: unknown): object => ({ type: 'field-class-alias', name, 'field-class': value });
const option = (name: string, ranges: number[][], value: unknown): object => ({
  ...{ name, 'selector-field-ranges': ranges, 'field-class': value },
});
const STREAM = { type: 'data-stream-class' };
const UUID = [0xc8, 0x7b, 0x64, 0x7b, 0x67, 0x97, 0x4b, 0x42, 0xa1, 0x8c, 0x1a, 0xe1, 0x37, 0x19, 0x80, 0x73];
const CLOCK = { type: 'clock-class', id: 'monotonic', frequency: 1_000_000_000 };

/** As LTTng-modules 2.15 writes it (src/metadata-ctf-2.c). */
const LTTNG = [
  { type: 'preamble', version: 2, uuid: UUID },
  alias('u32-erc-id', u(32, 'event-record-class-id')),
  alias('u64-ts', u(64, 'default-clock-timestamp')),
  alias(
    'er-header-compact',
    struct(
      {
        id: { ...u(5, 'event-record-class-id', 1), mappings: { compact: [[0, 30]], extended: [[31, 31]] } },
        v: {
          type: 'variant',
          'selector-field-location': { path: ['id'] },
          options: [
            option('compact', [[0, 30]], struct({ timestamp: u(27, 'default-clock-timestamp', 1) })),
            option('extended', [[31, 31]], struct({ id: 'u32-erc-id', timestamp: 'u64-ts' })),
          ],
        },
      },
      { 'minimum-alignment': 8 },
    ),
  ),
  alias(
    'pkt-ctx',
    struct({
      timestamp_begin: 'u64-ts',
      timestamp_end: u(64, 'packet-end-default-clock-timestamp'),
      content_size: u(64, 'packet-content-length'),
      packet_size: u(64, 'packet-total-length'),
      packet_seq_num: u(64, 'packet-sequence-number'),
      events_discarded: u(64, 'discarded-event-record-counter-snapshot'),
      cpu_id: u(32),
    }),
  ),
  alias(
    'pkt-header',
    struct({
      magic: u(32, 'packet-magic-number'),
      uuid: { type: 'static-length-blob', length: 16, roles: ['metadata-stream-uuid'] },
      stream_id: u(32, 'data-stream-class-id'),
      stream_instance_id: u(64, 'data-stream-id'),
    }),
  ),
  {
    ...{ type: 'trace-class', namespace: 'lttng.org,2009', name: '', uid: 'c87b647b-6797-4b42-a18c-1ae137198073' },
    environment: { hostname: 'h', domain: 'kernel', tracer_name: 'lttng-modules', tracer_major: 2, tracer_minor: 15 },
    'packet-header-field-class': 'pkt-header',
  },
  {
    ...{ ...CLOCK, name: 'monotonic', uid: 'eb91a656-a4d6-41cb-b9c1-cb8695f651da', description: 'Monotonic Clock' },
    ...{ origin: 'unix-epoch', 'offset-from-origin': { seconds: -1539253786, cycles: 854673436 } },
  },
  {
    ...{
      type: 'data-stream-class',
      id: 1,
      'default-clock-class-id': 'monotonic',
      'packet-context-field-class': 'pkt-ctx',
    },
    'event-record-header-field-class': 'er-header-compact',
    'event-record-common-context-field-class': struct({ vtid: { ...u(32), type: 'fixed-length-signed-integer' } }),
  },
  {
    ...{ type: 'event-record-class', 'data-stream-class-id': 1, id: 7, name: 'sched_switch' },
    attributes: { 'lttng.org,2009': { 'log-level': 13 } },
    'payload-field-class': struct({
      _name_length: u(32),
      _name: { type: 'dynamic-length-string', 'length-field-location': { path: ['_name_length'] } },
    }),
  },
];
describe('the CTF 2 metadata of LTTng', () => {
  const schema = schemaOf(jsonSequence(LTTNG));
  const stream = schema.streams.get(1);

  it('has the roles of its fields', () => {
    expect(rolesOf(schema.packetHeader)).toEqual({
      ...{ magic: ['magic'], uuid: ['uuid'], stream_id: ['stream-class-id'], stream_instance_id: ['stream-id'] },
    });
    expect(rolesOf(stream?.packetContext)).toEqual({
      ...{ timestamp_begin: ['timestamp-begin'], timestamp_end: ['timestamp-end'], content_size: ['content-size'] },
      ...{ packet_size: ['packet-size'], packet_seq_num: ['packet-number'], events_discarded: ['events-discarded'] },
      cpu_id: [],
    });
    const header = stream?.eventHeader;
    const variant = header && fieldOf(header, 'v').class;
    if (variant?.kind !== 'variant') throw new Error('no variant');
    expect(rolesOf(header)).toEqual({ id: ['event-class-id'], v: [] });
    expect(variant.options.map(({ class: type }) => rolesOf(type as StructClass))).toEqual([
      { timestamp: ['timestamp'] },
      { id: ['event-class-id'], timestamp: ['timestamp'] },
    ]);
  });

  it('has identity, environment, clock and log level', () => {
    expect(schema).toMatchObject({ version: '2', byteOrder: 'little', uuid: 'c87b647b-6797-4b42-a18c-1ae137198073' });
    expect(schema.environment.get('tracer_minor')).toBe(15n);
    expect(stream?.clock).toEqual({
      ...{ name: 'monotonic', uuid: 'eb91a656-a4d6-41cb-b9c1-cb8695f651da', frequencyHz: 1_000_000_000n },
      ...{ offsetSeconds: -1539253786n, offsetCycles: 854673436n, isAbsolute: true },
    });
    expect(stream?.events.get(7)).toMatchObject({ name: 'sched_switch', logLevel: 13, specificContext: null });
  });

  it('can be in packets, with the fragments split between them', () => {
    const bytes = Buffer.from(jsonSequence(LTTNG));
    const packets: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += 100) {
      const content = bytes.subarray(at, at + 100);
      const header = Buffer.alloc(37);
      header.writeUInt32LE(0x75d11d57, 0);
      header.writeUInt32LE((37 + content.length) * 8, 24);
      header.writeUInt32LE((37 + content.length) * 8, 28);
      header[35] = 2;
      packets.push(Buffer.concat([header, content]));
    }
    expect(readMetadata(Buffer.concat(packets))).toEqual(schema);
  });
});

describe('the fragments of CTF 2', () => {
  it('need no trace class, no ids and no names', () => {
    const schema = ctf2(STREAM, { type: 'event-record-class' });
    expect(schema.streams.get(0)?.events.get(0)).toEqual({
      ...{ id: 0, name: '', logLevel: null, specificContext: null, payload: null },
    });
  });

  it('of the draft name the clock, and have UUIDs as arrays', () => {
    const schema = ctf2(
      { type: 'trace-class', uuid: UUID },
      { type: 'clock-class', name: 'default', frequency: 1000, uuid: UUID, origin: { name: 'boot', uid: 'x' } },
      { ...STREAM, 'default-clock-class-name': 'default' },
      { type: 'event-record-class', 'user-attributes': { 'babeltrace.org,2020': { 'log-level': 'warning' } } },
    );
    expect(schema.uuid).toBe('c87b647b-6797-4b42-a18c-1ae137198073');
    expect(schema.streams.get(0)?.clock).toMatchObject({ name: 'default', uuid: schema.uuid, isAbsolute: false });
  });

  it.each<[string, object[]]>([
    ['an unknown fragment', [{ type: 'comment' }]],
    ['no type', [{}]],
    ['a second preamble', [{ type: 'preamble', version: 2 }]],
    ['two trace classes', [{ type: 'trace-class' }, { type: 'trace-class' }]],
    ['a trace class after a stream', [STREAM, { type: 'trace-class' }]],
    ['two streams with one id', [STREAM, STREAM]],
    ['two events with one id', [STREAM, { type: 'event-record-class' }, { type: 'event-record-class' }]],
    ['an event without stream', [{ type: 'event-record-class' }]],
    ['a stream whose clock comes later', [{ ...STREAM, 'default-clock-class-id': 'monotonic' }, CLOCK]],
    ['two clocks with one id', [CLOCK, CLOCK]],
    ['a clock of 0 Hz', [{ ...CLOCK, frequency: 0 }]],
    ['more cycles than a second has', [{ ...CLOCK, 'offset-from-origin': { cycles: 1_000_000_000 } }]],
    ['an unknown origin', [{ ...CLOCK, origin: 'boot' }]],
    ['an environment of lists', [{ type: 'trace-class', environment: { a: [] } }]],
    ['two aliases with one name', [alias('a', u(8)), alias('a', u(8))]],
    ['an alias of itself', [alias('a', 'a')]],
    ['a payload that is no structure', [STREAM, { type: 'event-record-class', 'payload-field-class': u(8) }]],
    [
      'a timestamp without clock',
      [{ ...STREAM, 'packet-context-field-class': struct({ t: u(8, 'default-clock-timestamp') }) }],
    ],
    [
      'a role in a wrong scope',
      [{ ...STREAM, 'packet-context-field-class': struct({ t: u(8, 'event-record-class-id') }) }],
    ],
    [
      'a role in a payload',
      [STREAM, { type: 'event-record-class', 'payload-field-class': struct({ t: u(8, 'packet-total-length') }) }],
    ],
    [
      'a magic number of 16 bits',
      [{ type: 'trace-class', 'packet-header-field-class': struct({ m: u(16, 'packet-magic-number') }) }],
    ],
    ['an unknown property', [{ ...STREAM, color: 1 }]],
  ])('are refused with %s', (_what, fragments) => {
    expect(refusal(() => ctf2(...fragments))).toMatch(/^metadata \d$/);
  });

  it.each([
    '{"type":"preamble","version":3}',
    '{"type":"trace-class"}',
    '{"type":"preamble"}',
    '{"type":"preamble","version":2,"uuid":[1]}',
    '{',
    '{"a" 1}',
    '{"a":1,"a":1}',
    '{"a":01}',
    '{"a":"\n"}',
    '{"a":"\\x"}',
    '{} x',
  ])('do not begin with %s', (first) => expect(refusal(() => schemaOf(first))).toMatch(/^metadata [12]$/));
});
