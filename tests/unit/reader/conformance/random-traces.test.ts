import { readEvents } from '@reader/events/read-events';
import { openLeaves } from '@reader/open-trace';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesSource } from '../../../setup/bit-writer';
import { randomTrace } from '../../../setup/random-ctf/random-trace';

const TRACES = 400;

describe('a trace with random field classes', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { schema, stream, events } = randomTrace(seed);
        const streams = [{ name: 'stream', bytes: bytesSource(stream), index: null }];
        const reading = openLeaves([{ path: 'leaf', metadata: new Uint8Array(), streams }], () => schema);
        const read = [...readEvents(reading)].flat();
        expect(reading.warnings).toEqual([]);
        expect(
          read.map(({ timeNs, packet, eventClass, commonContext, specificContext, payload }) => ({
            timeNs,
            packet,
            name: eventClass.name,
            scopes: [commonContext, specificContext, payload],
          })),
        ).toEqual(events);
        // Moving over events must lead to the same places as reading them.
        expect([...readEvents(reading, { select: () => false })].flat()).toEqual([]);
        const { position = 0, packet = 0 } = read.at(-1) ?? {};
        const last =
          read.length === 0 ? [] : [...readEvents(reading, { from: { stream: 0, packet, position } })].flat();
        expect(last).toEqual(read.slice(-1));
        expect(reading.warnings).toEqual([]);
      }),
      { numRuns: TRACES },
    );
  });
});
