import type { StructClass } from '@reader/schema/field-class';
import { describe, expect, it } from 'vitest';
import { fieldOf, refusal, rolesOf, schemaOf, tsdl, tsdlPayload } from '../../../setup/small-metadata';

/** Header and context as LTTng writes them. */
const LTTNG = `typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
  typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
  typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
  trace { major = 1; minor = 8; uuid = "C87B647B-6797-4b42-a18c-1ae137198073"; byte_order = le;
    packet.header := struct { uint32_t magic; uint8_t uuid[16]; uint32_t stream_id; uint64_t stream_instance_id; };
  };
  env { hostname = "h"; tracer_name = "lttng-ust"; tracer_major = 2; };
  clock { name = "monotonic"; uuid = "eb91a656-a4d6-41cb-b9c1-cb8695f651da"; freq = 1000000000; offset = 1539253786854673436; };
  typealias integer { size = 27; align = 1; signed = false; map = clock.monotonic.value; } := uint27_clock_monotonic_t;
  typealias integer { size = 64; align = 8; signed = false; map = clock.monotonic.value; } := uint64_clock_monotonic_t;
  struct packet_context {
    uint64_clock_monotonic_t timestamp_begin; uint64_clock_monotonic_t timestamp_end;
    uint64_t content_size; uint64_t packet_size; uint64_t packet_seq_num; unsigned long events_discarded; uint32_t cpu_id;
  };
  struct event_header_compact {
    enum : integer { size = 5; } { compact = 0 ... 30, extended = 31 } id;
    variant <id> { struct { uint27_clock_monotonic_t timestamp; } compact; struct { uint32_t id; uint64_clock_monotonic_t timestamp; } extended; } v;
  } align(8);
  stream { id = 1; event.header := struct event_header_compact; packet.context := struct packet_context; };
  event { name = "my:event"; id = 7; stream_id = 1; loglevel = 13; fields := struct { uint64_clock_monotonic_t timestamp; uint32_t id; }; };`.replace(
  'trace {',
  'typealias uint64_t := unsigned long; trace {',
);

describe('the metadata of LTTng', () => {
  const schema = schemaOf(LTTNG);
  const stream = schema.streams.get(1);

  it('gives the fields of headers their meaning by name', () => {
    expect(rolesOf(schema.packetHeader)).toEqual({
      ...{ magic: ['magic'], uuid: ['uuid'], stream_id: ['stream-class-id'], stream_instance_id: ['stream-id'] },
    });
    expect(rolesOf(stream?.packetContext)).toEqual({
      ...{ timestamp_begin: ['timestamp-begin'], timestamp_end: ['timestamp-end'], content_size: ['content-size'] },
      ...{ packet_size: ['packet-size'], packet_seq_num: ['packet-number'], events_discarded: ['events-discarded'] },
      cpu_id: [],
    });
  });

  it('gives also the fields in the options of the event header their meaning', () => {
    const { class: variant } = fieldOf(stream?.eventHeader ?? tsdlPayload(''), 'v');
    expect(rolesOf(stream?.eventHeader)).toEqual({ id: ['event-class-id'], v: [] });
    if (variant.kind !== 'variant') throw new Error('no variant');
    expect(variant.options.map(({ class: option }) => rolesOf(option as StructClass))).toEqual([
      { timestamp: ['timestamp'] },
      { id: ['event-class-id'], timestamp: ['timestamp'] },
    ]);
    expect(stream?.eventHeader?.alignment).toBe(8);
  });

  it('gives fields of the payload no meaning', () => {
    expect(rolesOf(stream?.events.get(7)?.payload)).toEqual({ timestamp: [], id: [] });
  });

  it('has names, ids, environment and a clock that is absolute', () => {
    expect(schema).toMatchObject({ version: '1.8', uuid: 'c87b647b-6797-4b42-a18c-1ae137198073' });
    expect(schema.environment.get('tracer_major')).toBe(2n);
    expect(stream?.events.get(7)).toMatchObject({ name: 'my:event', logLevel: 13, specificContext: null });
    expect(schema.clocks).toEqual([stream?.clock]);
    expect(stream?.clock).toEqual({
      ...{ name: 'monotonic', uuid: 'eb91a656-a4d6-41cb-b9c1-cb8695f651da', frequencyHz: 1_000_000_000n },
      ...{ offsetSeconds: 0n, offsetCycles: 1539253786854673436n, isAbsolute: true },
    });
  });
});

describe('a clock of CTF 1.8', () => {
  const STREAM = 'stream { event.header := struct { uint32_t timestamp; }; };';

  it('has an offset in seconds and in cycles, which can be negative', () => {
    const { clocks } = tsdl('clock { name = c; freq = 1000; offset_s = -5; offset = -7; absolute = TRUE; };');
    expect(clocks).toMatchObject([{ frequencyHz: 1000n, offsetSeconds: -5n, offsetCycles: -7n, isAbsolute: true }]);
  });

  it('is the only one if timestamps are mapped to none', () => {
    expect(tsdl(`clock { name = c; }; ${STREAM}`).streams.get(0)?.clock?.name).toBe('c');
    expect(refusal(() => tsdl(`clock { name = c; }; clock { name = d; }; ${STREAM}`))).toBe('metadata 7');
  });

  it('is an implicit one of 1 GHz if the trace has timestamps and no clock', () => {
    const schema = tsdl(STREAM);
    expect(schema.streams.get(0)?.clock).toMatchObject({ frequencyHz: 1_000_000_000n, isAbsolute: false });
    expect(schema.clocks).toHaveLength(1);
    expect(tsdl('stream { };').clocks).toEqual([]);
  });

  it('counts for the stream only where it is mapped in headers', () => {
    const schema = tsdl(`clock { name = c; }; clock { name = d; };
      typealias integer { size = 64; map = clock.c.value; } := c_t; typealias integer { size = 64; map = clock.d.value; } := d_t;
      stream { event.header := struct { c_t when; }; }; event { fields := struct { d_t other; }; };`);
    const stream = schema.streams.get(0);
    expect(stream?.clock?.name).toBe('c');
    expect(rolesOf(stream?.eventHeader)).toEqual({ when: ['timestamp'] });
    expect(rolesOf(stream?.events.get(0)?.payload)).toEqual({ other: [] });
  });

  it.each([
    'clock { };',
    'clock { name = c; }; clock { name = c; };',
    'clock { name = c; freq = 0; };',
    'clock { name = c; uuid = "x"; };',
    'clock { name = c; offset = "x"; };',
    'clock { name = c; offset_s = 9223372036854775808; };',
    'stream { event.header := struct { integer { size = 8; map = clock.gone.value; } t; }; };',
  ])('is refused: %s', (text) => {
    expect(refusal(() => tsdl(text))).toBe('metadata 7');
  });
});

describe('fields with the name of a meaning', () => {
  it('have none if their type does not fit', () => {
    const schema = schemaOf(`trace { major = 1; minor = 8; byte_order = le; packet.header := struct {
        string magic; string uuid; integer { size = 8; signed = true; } stream_id; }; };
      stream { packet.context := struct { string packet_size; integer { size = 8; } content_size; }; };`);
    expect(rolesOf(schema.packetHeader)).toEqual({ magic: [], uuid: [], stream_id: [] });
    expect(rolesOf(schema.streams.get(0)?.packetContext)).toEqual({ packet_size: [], content_size: ['content-size'] });
  });
});

describe('streams and events of CTF 1.8', () => {
  it('need no ids, and an event needs no stream', () => {
    expect(tsdl('event { name = a; };').streams.get(0)?.events.get(0)?.name).toBe('a');
    expect(tsdl('stream { id = 4; }; event { name = a; };').streams.get(4)?.events.get(0)?.name).toBe('a');
    expect(tsdl('event { id = 2; stream_id = 3; }; stream { id = 3; };').streams.get(3)?.events.has(2)).toBe(true);
    expect(tsdl('').streams.size).toBe(0);
  });

  it('can have unknown attributes and structures, and call sites', () => {
    const schema = tsdl(
      'callsite { name = "e"; ip = 0x40; }; stream { x.y = z; a := struct { }; }; event { model.emf.uri = "u"; };',
    );
    expect(schema.streams.size).toBe(1);
  });

  it.each([
    ['stream { }; stream { };', 'metadata 7'],
    ['stream { id = 1; }; stream { id = 2; }; event { };', 'metadata 7'],
    ['event { stream_id = 1; };', 'metadata 7'],
    ['event { id = 1; }; event { id = 1; };', 'metadata 7'],
    ['event { id = -1; };', 'metadata 7'],
    ['event { id = 9007199254740992; };', 'unsupported 7'],
    ['event { fields := uint8_t; };', 'metadata 7'],
    ['event { fields := struct { }; fields := struct { }; };', 'metadata 7'],
    ['trace { };', 'metadata 7'],
    ['env { a = 1.5; };', 'metadata 7'],
  ])('are refused: %s', (text, expected) => {
    expect(refusal(() => tsdl(text))).toBe(expected);
  });
});

describe('a block `trace`', () => {
  it.each([
    ['', 'metadata 1'],
    ['trace { major = 1; minor = 8; };', 'metadata 1'],
    ['trace { byte_order = le; };', 'metadata 1'],
    ['trace { major = 1; minor = 9; byte_order = le; };', 'unsupported 1'],
    ['trace { major = 1; minor = 8; byte_order = le; uuid = "x"; };', 'metadata 1'],
    ['/* CTF 2.5 */ trace { major = 1; minor = 8; byte_order = le; };', 'unsupported 1'],
  ])('is refused: %s', (text, expected) => {
    expect(refusal(() => schemaOf(text))).toBe(expected);
  });
});
