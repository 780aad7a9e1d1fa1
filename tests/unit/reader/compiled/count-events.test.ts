import { join } from 'node:path';
import { type CountedEvents, countEvents } from '@reader/compiled/count-events';
import { readEvents } from '@reader/events/read-events';
import { openLeaves } from '@reader/open-trace';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TimeRange, TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { leavesBelow, readLeaf } from '../../../setup/leaf-folders';
import { unpackedRecording } from '../../../setup/sample-recording';

const BINS = 64;

function counted(reading: TraceReading, range: TimeRange, isCounted: (name: string) => boolean): CountedEvents {
  const flags = Uint8Array.from(reading.eventClasses, (one) => (isCounted(one.class.name) ? 1 : 0));
  const counter = countEvents(reading, { range, counted: () => flags, bins: BINS });
  for (;;) {
    const { done, value } = counter.next();
    if (!done) continue;
    if (!value) throw new Error('the sample can be read by the compiled code');
    return value;
  }
}

/** The same by decoding. */
function decoded(reading: TraceReading, range: TimeRange, isCounted: (name: string) => boolean): CountedEvents {
  const byClass = new Float64Array(reading.eventClasses.length);
  const byBin = new Float64Array(BINS);
  const index = new Map(reading.eventClasses.map((one, at) => [one.class, at]));
  for (const batch of readEvents(reading, { range, select: ({ name }) => isCounted(name) }))
    for (const { eventClass, timeNs } of batch) {
      const at = index.get(eventClass) ?? -1;
      const bin = Math.min(BINS - 1, Math.floor((timeNs / reading.span.lengthNs) * BINS));
      byClass[at] = (byClass[at] ?? 0) + 1;
      byBin[bin] = (byBin[bin] ?? 0) + 1;
    }
  return { byClass, byBin };
}

describe('the numbers of events of some classes', () => {
  const folder = unpackedRecording();

  it.each(leavesBelow(folder))('are those of decoding in %s, by class and by bin', (leaf) => {
    const reading = openLeaves([readLeaf(join(folder, leaf))], readMetadata);
    const { lengthNs } = reading.span;
    const ranges = [
      { fromNs: 0, toNs: Number.POSITIVE_INFINITY },
      { fromNs: lengthNs / 3, toNs: lengthNs / 2 },
      { fromNs: lengthNs * 2, toNs: lengthNs * 3 },
    ];
    const names = new Set(reading.eventClasses.map((one) => one.class.name));
    const some = [...names].filter((_, at) => at % 3 === 0);
    for (const range of ranges)
      for (const isCounted of [() => true, () => false, (name: string) => some.includes(name)]) {
        const { byClass, byBin } = counted(reading, range, isCounted);
        const expected = decoded(reading, range, isCounted);
        expect(byClass).toEqual(expected.byClass);
        expect(byBin).toEqual(expected.byBin);
      }
  });
});
