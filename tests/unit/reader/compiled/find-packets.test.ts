import { join } from 'node:path';
import { findPackets } from '@reader/compiled/find-packets';
import { readEvents } from '@reader/events/read-events';
import { openLeaves } from '@reader/open-trace';
import { readMetadata } from '@reader/schema/read-metadata';
import type { TraceReading } from '@reader/trace-reading';
import { describe, expect, it } from 'vitest';
import { leavesBelow, readLeaf } from '../../../setup/leaf-folders';
import { unpackedRecording } from '../../../setup/sample-recording';

/** Rows of the packet table. */
function found(reading: TraceReading, name: string): number[] | undefined {
  const finder = findPackets(reading, (event) => event.name === name);
  for (;;) {
    const { done, value } = finder.next();
    if (done) return value && [...value];
  }
}

interface Decoded {
  rows: Set<number>;
  events: number;
}

/** The same for each name, by decoding everything. */
function decoded(reading: TraceReading): Map<string, Decoded> {
  const { packets } = reading;
  const rows = new Map(
    Array.from({ length: packets.count }, (_, row) => [`${packets.stream[row]} ${packets.number[row]}`, row]),
  );
  const byName = new Map<string, Decoded>();
  for (const batch of readEvents(reading))
    for (const { eventClass, stream, packet } of batch) {
      const own = byName.get(eventClass.name) ?? { rows: new Set(), events: 0 };
      own.rows.add(rows.get(`${stream} ${packet}`) ?? -1);
      own.events += 1;
      byName.set(eventClass.name, own);
    }
  return byName;
}

/** Of many classes, the rarest and a frequent one are compared. */
const RAREST = 3;

describe('the packets with events of a class', () => {
  const folder = unpackedRecording();

  it.each(leavesBelow(folder))(
    'are those that decoding finds in %s, and reading them gives the same events',
    (leaf) => {
      const reading = openLeaves([readLeaf(join(folder, leaf))], readMetadata);
      const expected = decoded(reading);
      const byRarity = [...expected].sort(([, one], [, other]) => one.events - other.events);
      for (const [name, { rows, events }] of [...byRarity.slice(0, RAREST), ...byRarity.slice(-1)]) {
        const packets = found(reading, name);
        expect(packets, name).toEqual([...rows].sort((a, b) => a - b));
        const select = (event: { name: string }): boolean => event.name === name;
        expect([...readEvents(reading, { select, packets: new Set(packets) })].flat()).toHaveLength(events);
      }
      expect(found(reading, 'no:event')).toEqual([]);
    },
  );
});
