import { EventClock } from '@reader/events/event-clock';
import fc from 'fast-check';
import { expect, it } from 'vitest';

const MOST = 2n ** 64n - 1n;

/** CTF 1.8.3 section 8. */
function updated(clock: bigint, value: bigint, bits: number): bigint {
  const next = clock - BigInt.asUintN(bits, clock) + value;
  return BigInt.asUintN(64, next < clock && bits < 64 ? next + (1n << BigInt(bits)) : next);
}

it('the clock of events has the low bits of each field, and wraps once where they are below its own', () => {
  const field = fc
    .integer({ min: 1, max: 64 })
    .chain((bits) => fc.tuple(fc.constant(bits), fc.bigInt({ min: 0n, max: 2n ** BigInt(bits) - 1n })));
  const compact = fc.tuple(fc.constant(27), fc.bigInt({ min: 0n, max: 2n ** 27n - 1n }));
  const large = fc.tuple(fc.constant(32), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }));
  const property = fc.property(
    fc.bigInt({ min: 0n, max: MOST }),
    fc.array(fc.oneof(field, compact, large)),
    (begin, fields) => {
      const clock = new EventClock();
      clock.set(Number(begin >> 32n), Number(begin & 0xffff_ffffn));
      let expected = begin;
      for (const [bits, value] of fields) {
        clock.update(value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : value, bits);
        expected = updated(expected, value, bits);
        expect((BigInt(clock.high) << 32n) | BigInt(clock.low)).toBe(expected);
      }
    },
  );
  fc.assert(property, { numRuns: 500 });
});
