import { cutWindows } from '@reader/scan/windows';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const packet = fc.record({
  beginNs: fc.integer({ min: 0, max: 1000 }),
  lengthNs: fc.integer({ min: 0, max: 300 }),
  bytes: fc.integer({ min: 0, max: 100 }),
});

describe('windows', () => {
  it('follow each other without gaps, and have all packets that overlap them', () => {
    fc.assert(
      fc.property(
        fc.array(packet, { maxLength: 30 }),
        fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 3 }),
        fc.integer({ min: 0, max: 900 }),
        (unsorted, cutsNs, fromNs) => {
          const packets = [...unsorted].sort((one, other) => one.beginNs - other.beginNs);
          const windows = cutWindows(
            {
              count: packets.length,
              contentBytes: Float64Array.from(packets, ({ bytes }) => bytes),
              beginNs: Float64Array.from(packets, ({ beginNs }) => beginNs),
              endNs: Float64Array.from(packets, ({ beginNs, lengthNs }) => beginNs + lengthNs),
            },
            { startNs: 0, fromNs, toNs: Number.POSITIVE_INFINITY, windowBytes: 150, cutsNs },
          );
          expect(windows[0]?.fromNs).toBe(0);
          expect(windows.at(-1)?.toNs).toBe(Number.POSITIVE_INFINITY);
          for (const [index, window] of windows.entries()) {
            if (index > 0) expect(window.fromNs).toBe(windows[index - 1]?.toNs);
            expect(window.isCounted).toBe(window.fromNs >= fromNs);
            for (const cut of [...cutsNs, fromNs]) expect(cut > window.fromNs && cut < window.toNs).toBe(false);
            const expected = packets.flatMap(({ beginNs, lengthNs }, at) =>
              beginNs < window.toNs && beginNs + lengthNs >= window.fromNs ? [at] : [],
            );
            expect([...window.packets]).toEqual(expected);
          }
        },
      ),
    );
  });

  it('of an empty range are none', () => {
    const none = { count: 0, contentBytes: new Float64Array(), beginNs: new Float64Array(), endNs: new Float64Array() };
    expect(cutWindows(none, { startNs: 5, fromNs: 5, toNs: 5, windowBytes: 1, cutsNs: [] })).toEqual([]);
  });
});
