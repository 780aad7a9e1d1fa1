import { jsonSequence } from '../json-sequence';

/** Metadata of CTF 1.8 with every kind of field class. The streams of `lttngStream` fit its packets. */
export const TSDL = `/* CTF 1.8 */
typealias integer { size = 8; align = 8; signed = false; } := uint8_t;
typealias integer { size = 32; align = 8; signed = false; } := uint32_t;
typealias integer { size = 64; align = 8; signed = false; } := uint64_t;
trace {
  major = 1; minor = 8; byte_order = le;
  uuid = "01234567-89ab-cdef-0123-456789abcdef";
  packet.header := struct { uint32_t magic; uint8_t uuid[16]; uint32_t stream_id; uint64_t stream_instance_id; };
};
env { domain = "ust"; tracer_name = "lttng-ust"; tracer_major = 2; tracer_minor = 13; };
clock { name = "monotonic"; freq = 1000000000; offset_s = 1700000000; offset = 12; };
typealias integer { size = 64; align = 8; map = clock.monotonic.value; } := uint64_clock_t;
typealias integer { size = 32; align = 8; map = clock.monotonic.value; } := uint32_clock_t;
struct packet_context {
  uint64_clock_t timestamp_begin; uint64_clock_t timestamp_end; uint64_t content_size; uint64_t packet_size;
  uint64_t packet_seq_num; uint32_t events_discarded; uint32_t cpu_id;
};
stream {
  id = 0;
  packet.context := struct packet_context;
  event.header := struct { uint8_t id; uint32_clock_t timestamp; } align(8);
};
event { name = "first"; id = 0; stream_id = 0; loglevel = 13; fields := struct { uint8_t _n; }; };
event {
  name = "all"; id = 1; stream_id = 0;
  context := struct { integer { size = 5; align = 1; signed = true; base = 16; } bits; string text; };
  fields := struct {
    enum : uint8_t { A = 1, B = 2 ... 5, C } tag;
    variant <tag> { struct { uint8_t a; } A; string B; uint32_t C; } v;
    uint8_t _length;
    integer { size = 8; align = 8; encoding = UTF8; } text8[_length];
    struct { } empty[_length];
    uint32_t list[3];
    floating_point { exp_dig = 11; mant_dig = 53; align = 8; } d;
  };
};
`;

const integer = (bits: number, roles: readonly string[] = []) => ({
  type: 'fixed-length-unsigned-integer',
  length: bits,
  alignment: 8,
  'byte-order': 'little-endian',
  roles,
});

const member = (name: string, fieldClass: unknown) => ({ name, 'field-class': fieldClass });
const structure = (...members: unknown[]) => ({ type: 'structure', 'member-classes': members });
const payload = (...path: string[]) => ({ origin: 'event-record-payload', path });

const FRAGMENTS = [
  { type: 'preamble', version: 2 },
  {
    type: 'trace-class',
    'packet-header-field-class': structure(
      member('magic', integer(32, ['packet-magic-number'])),
      member('uuid', { type: 'static-length-blob', length: 16 }),
      member('stream_id', integer(32, ['data-stream-class-id'])),
      member('instance', integer(64, ['data-stream-id'])),
    ),
  },
  { type: 'clock-class', id: 'c', frequency: 1_000_000_000, origin: 'unix-epoch' },
  {
    type: 'data-stream-class',
    id: 0,
    'default-clock-class-id': 'c',
    'packet-context-field-class': structure(
      member('begin', integer(64, ['default-clock-timestamp'])),
      member('end', integer(64, ['packet-end-default-clock-timestamp'])),
      member('content', integer(64, ['packet-content-length'])),
      member('size', integer(64, ['packet-total-length'])),
      member('number', integer(64, ['packet-sequence-number'])),
      member('discarded', integer(32, ['discarded-event-record-counter-snapshot'])),
      member('cpu_id', integer(32)),
    ),
    'event-record-header-field-class': structure(
      member('id', integer(8, ['event-record-class-id'])),
      member('time', integer(32, ['default-clock-timestamp'])),
    ),
  },
  { type: 'event-record-class', id: 0, name: 'first', 'payload-field-class': structure(member('n', integer(8))) },
  {
    type: 'event-record-class',
    id: 1,
    name: 'all',
    'payload-field-class': structure(
      member('n', { type: 'variable-length-unsigned-integer' }),
      member('text', {
        type: 'dynamic-length-string',
        'length-field-location': payload('n'),
      }),
      member('maybe', {
        type: 'optional',
        'selector-field-location': payload('n'),
        'selector-field-ranges': [[1, 5]],
        'field-class': integer(16),
      }),
      member('list', {
        type: 'dynamic-length-array',
        'length-field-location': payload('n'),
        'element-field-class': { type: 'null-terminated-string' },
      }),
    ),
  },
];

/** The same for CTF 2. */
export const CTF2 = jsonSequence(FRAGMENTS);
