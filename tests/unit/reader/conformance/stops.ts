import type { ReadWarning } from '@reader/read-error';

export interface Stop {
  /** Events that this reader reads, of all streams. */
  events: number;
  /** The first warning: its kind, the number of the packet and the offset in the file. Null for a trace that is read in full. */
  first: readonly [ReadWarning['kind'], number, number] | null;
}

const TESTSUITE = 'ctf-testsuite/regression';
const FAIL = `${TESTSUITE}/stream/fail`;

/**
 * Traces at which babeltrace2 2.0.4 fails, and what this reader does. It continues with the next packet, so it can read more events.
 */
export const STOPS: Readonly<Record<string, Stop>> = {
  // Packets that contradict the metadata.
  'babeltrace/deterministic-ordering/a-corrupted': { events: 2, first: ['damaged-packet', 0, 6] },
  'babeltrace/deterministic-ordering/c-corrupted': { events: 2, first: ['damaged-packet', 0, 6] },
  'babeltrace/fail/valid-events-then-invalid-events/trace': { events: 2, first: ['damaged-packet', 0, 3] },
  // The packet is cut off: its first events are read.
  'babeltrace/fail/invalid-packet-size/trace': { events: 10, first: ['damaged-packet', 0, 0] },
  [`${FAIL}/content-size-larger-than-packet-size`]: { events: 0, first: ['damaged-stream', 0, 24] },
  [`${FAIL}/less-than-1-byte-packet-size`]: { events: 0, first: ['damaged-stream', 0, 24] },
  [`${FAIL}/out-of-bound-packet-header`]: { events: 0, first: ['damaged-stream', 0, 4] },
  [`${FAIL}/out-of-bound-struct`]: { events: 0, first: ['damaged-stream', 0, 4] },
  // An event continues in the next packet. The event of the second packet is read where it is one.
  [`${FAIL}/cross-packet-event-alignment-empty-struct`]: { events: 0, first: ['damaged-packet', 0, 32] },
  [`${FAIL}/cross-packet-event-alignment-integer`]: { events: 1, first: ['damaged-packet', 0, 32] },
  [`${FAIL}/cross-packet-event-array-of-integers`]: { events: 1, first: ['damaged-packet', 0, 28] },
  [`${FAIL}/cross-packet-event-float`]: { events: 1, first: ['damaged-packet', 0, 28] },
  [`${FAIL}/cross-packet-event-integer`]: { events: 1, first: ['damaged-packet', 0, 28] },
  [`${FAIL}/cross-packet-event-len-of-sequence`]: { events: 1, first: ['damaged-packet', 0, 28] },
  [`${FAIL}/cross-packet-event-sequence-between-elements`]: { events: 1, first: ['damaged-packet', 0, 29] },
  [`${FAIL}/cross-packet-event-sequence-start`]: { events: 1, first: ['damaged-packet', 0, 32] },
  [`${FAIL}/cross-packet-event-sequence-within-element`]: { events: 1, first: ['damaged-packet', 0, 29] },
  [`${FAIL}/cross-packet-event-string`]: { events: 1, first: ['damaged-packet', 0, 32] },
  [`${FAIL}/cross-packet-event-struct`]: { events: 1, first: ['damaged-packet', 0, 28] },
  [`${FAIL}/cross-packet-event-variant-selected-element`]: { events: 1, first: ['damaged-packet', 0, 29] },
  // An event continues after its packet.
  [`${FAIL}/out-of-bound-alignment-integer`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-array-of-integers`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-empty-event-with-aligned-struct`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-float`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-integer`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-len-of-sequence`]: { events: 0, first: ['damaged-packet', 0, 20] },
  [`${FAIL}/out-of-bound-sequence-between-elements`]: { events: 0, first: ['damaged-packet', 0, 24] },
  [`${FAIL}/out-of-bound-sequence-start`]: { events: 0, first: ['damaged-packet', 0, 24] },
  [`${FAIL}/out-of-bound-sequence-within-element`]: { events: 0, first: ['damaged-packet', 0, 24] },
  [`${FAIL}/out-of-bound-string`]: { events: 0, first: ['damaged-packet', 0, 21] },
  [`${FAIL}/out-of-bound-variant-selected-element`]: { events: 0, first: ['damaged-packet', 0, 21] },
  [`${FAIL}/variant-out-of-range-enum-selector`]: { events: 0, first: ['damaged-packet', 0, 21] },
  [`${FAIL}/variant-out-of-unknown-enum-selector`]: { events: 0, first: ['damaged-packet', 0, 21] },
  // babeltrace2 allocates 1 111 638 594 elements until it is killed.
  [`${FAIL}/out-of-bound-large-sequence-length`]: { events: 0, first: ['damaged-packet', 0, 24] },
  // babeltrace2 does not end.
  [`${FAIL}/event-empty`]: { events: 0, first: ['damaged-packet', 0, 20] },
  // An assertion of babeltrace2 fails, or an arithmetic exception ends it, and the trace is valid.
  'babeltrace/succeed/meta-ctx-sequence': { events: 0, first: null },
  [`${TESTSUITE}/metadata/pass/clock-negative-offset-s`]: { events: 0, first: null },
  [`${TESTSUITE}/metadata/pass/name-escaping-clashes`]: { events: 0, first: null },
  [`${TESTSUITE}/stream/pass/variant-missing-enum-mappings`]: { events: 1, first: null },
  // babeltrace2 refuses metadata that the test suite calls valid.
  [`${TESTSUITE}/metadata/pass/clock-negative-offset`]: { events: 0, first: null },
  [`${TESTSUITE}/metadata/pass/sequence-typedef-length`]: { events: 0, first: null },
  // babeltrace2 2.0.4 does not know CTF 2.
  'tracecompass/CTF2-vl-ints': { events: 1, first: null },
  // Not in TRANSLATED, since the translation also changed bytes of the stream.
  'tracecompass/CTF2-7.0-debug-info': { events: 4, first: null },
};

/** Traces that babeltrace2 reads only stream by stream: a packet's end is earlier than its last event. */
export const BY_STREAM: readonly string[] = [
  'tracecompass/hello-lost',
  `${TESTSUITE}/stream/pass/lttng-modules-2.0-pre5`,
  `${TESTSUITE}/stream/pass/lttng-modules-trace`,
];

/** Traces with the packets of another trace's UUID, which babeltrace2 does not compare. */
export const FOREIGN: readonly string[] = [
  'babeltrace/intersection/3eventsintersectreverse',
  'babeltrace/intersection/onestream',
];

/** Traces of CTF 2 that Trace Compass made of traces of CTF 1.8 that babeltrace2 reads. */
export const TRANSLATED: Readonly<Record<string, string>> = Object.fromEntries(
  [
    'barectf-event-before-packet',
    'ev-disc-no-ts-begin-end',
    'lttng-crash',
    'lttng-event-after-packet',
    'meta-variant-no-underscore',
    'smalltrace',
    'succeed1',
    'trace-with-index',
  ].map((name) => [`tracecompass/CTF2-7.0-${name}`, `babeltrace/succeed/${name}`]),
);

/**
 * Events whose text babeltrace2 2.0.4 prints wrongly: where a text is empty (its first byte is 0), it prints the text of an earlier
 * event, e.g. `/var/run/utmpx` for the byte at offset 1 282 923 of channel0_4 of many-threads.
 */
export const EMPTY_TEXTS: Readonly<Record<string, number>> = {
  'tracecompass/many-threads': 1,
  'tracecompass/bug446190': 3,
  'kernel-and-userspace': 210,
};
