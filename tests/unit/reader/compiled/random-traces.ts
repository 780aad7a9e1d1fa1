import { openLeaves } from '@reader/open-trace';
import type { TraceSchema } from '@reader/schema/trace-schema';
import type { TraceReading } from '@reader/trace-reading';
import * as fc from 'fast-check';
import { bytesSource } from '../../../setup/bit-writer';
import { CALL_CLASSES, SCHED_CLASSES, THREAD_CONTEXT } from '../../../setup/lttng-classes';
import {
  eventClass,
  lttngEventSchema,
  type WrittenEvent,
  type WrittenPacket,
  writeLttngStream,
} from '../../../setup/lttng-events';
import { field, integer } from '../../../setup/lttng-trace';

export const BEGIN = 1000;
export const END = 2000;
export const userspace = lttngEventSchema({ context: THREAD_CONTEXT, classes: CALL_CLASSES });
export const kernel = lttngEventSchema({
  isKernel: true,
  context: [field('tid', integer(32))],
  classes: [
    ...SCHED_CLASSES,
    eventClass(2, 'syscall_entry_futex', field('fd', integer(32))),
    eventClass(3, 'syscall_exit_futex', field('ret', integer(64, { isSigned: true }))),
  ],
});

const at = fc.integer({ min: BEGIN, max: END - 1 });
const tid = fc.constantFrom(11, 12, 13);
const address = fc.constantFrom(0x10n, 0x20n, 0xffff_8000_0000_2000n);
export const call: fc.Arbitrary<WrittenEvent> = fc
  .tuple(at, tid, address, fc.constantFrom(0, 0, 1, 1, 2))
  .map(([when, vtid, to, id]) => ({
    id,
    at: when,
    context: [vtid === 13 ? 13 : 10, vtid, `t${vtid}`, 7],
    payload: id === 2 ? [] : [to, 0],
  }));
export const kernelEvent: fc.Arbitrary<WrittenEvent> = fc
  .tuple(at, tid, tid, fc.constantFrom(0, 1, 2, 3), fc.constantFrom(0, 1, 2, 0x10, 0x100))
  .map(([when, one, other, id, state]) => {
    const payloads = [[`t${one}`, one, 0, state, `t${other}`, other, 0], [`t${other}`, other, 0], [3], [-1]];
    return { id, at: when, context: [one], payload: payloads[id] ?? [] };
  });

/** Packets that follow each other; some have lost events. */
export const streamOf = (event: fc.Arbitrary<WrittenEvent>): fc.Arbitrary<WrittenPacket[]> =>
  fc
    .tuple(
      fc.array(event, { maxLength: 40, size: 'max' }),
      fc.uniqueArray(at, { minLength: 2, maxLength: 5 }),
      fc.constantFrom(0, 0, 2),
    )
    .map(([events, cuts, discarded]) => {
      const edges = [...new Set([BEGIN, ...cuts, END])].sort((one, other) => one - other);
      return edges.slice(1).map((end, index) => {
        const begin = edges[index] ?? BEGIN;
        const own = events.filter((one) => Number(one.at) >= begin && Number(one.at) < end);
        own.sort((one, other) => Number(one.at) - Number(other.at));
        return { begin, end, events: own, discarded: index > 0 ? discarded : 0 };
      });
    });

export function openWritten(
  leaves: readonly { schema: TraceSchema; packets: readonly WrittenPacket[] }[],
): TraceReading {
  const sources = leaves.map(({ schema, packets }, index) => ({
    path: `leaf-${index}`,
    metadata: Uint8Array.of(index),
    streams: [{ name: 'channel_0', bytes: bytesSource(writeLttngStream(schema, 'large', packets)), index: null }],
  }));
  return openLeaves(sources, ([index = 0]) => (leaves[index] as (typeof leaves)[number]).schema);
}
