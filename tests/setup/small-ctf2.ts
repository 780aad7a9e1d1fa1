import { jsonSequence } from './json-sequence';
import type { SmallFacts } from './small-ctf';

const unsigned = (length: number, ...roles: string[]): object => ({
  ...{ type: 'fixed-length-unsigned-integer', length, 'byte-order': 'little-endian', alignment: 8 },
  ...(roles.length > 0 ? { roles } : {}),
});

const structure = (members: Record<string, object>): object => ({
  type: 'structure',
  'member-classes': Object.entries(members).map(([name, field]) => ({ name, 'field-class': field })),
});

/** The metadata of `writeSmallCtf` as CTF 2. */
export const smallCtf2Metadata = ({ domain, uid, host, session }: SmallFacts, startNs: bigint): string =>
  jsonSequence([
    { type: 'preamble', version: 2 },
    {
      type: 'trace-class',
      environment: {
        ...{ hostname: host, domain, trace_name: session, architecture_bit_width: 64 },
        ...{ tracer_name: domain === 'kernel' ? 'lttng-modules' : 'lttng-ust', tracer_major: 2, tracer_minor: 15 },
        ...{ tracer_buffering_scheme: domain === 'kernel' ? 'global' : 'uid', tracer_buffering_id: uid },
      },
      'packet-header-field-class': structure({ magic: unsigned(32, 'packet-magic-number') }),
    },
    {
      ...{ type: 'clock-class', id: 'monotonic', frequency: 1_000_000_000, origin: 'unix-epoch' },
      'offset-from-origin': { seconds: Number(startNs / 1_000_000_000n), cycles: 0 },
    },
    {
      ...{ type: 'data-stream-class', 'default-clock-class-id': 'monotonic' },
      'packet-context-field-class': structure({
        content_size: unsigned(64, 'packet-content-length'),
        packet_size: unsigned(64, 'packet-total-length'),
      }),
      'event-record-header-field-class': structure({ timestamp: unsigned(64, 'default-clock-timestamp') }),
    },
    { type: 'event-record-class', name: 'small:tick', 'payload-field-class': structure({ n: unsigned(32) }) },
  ]);
