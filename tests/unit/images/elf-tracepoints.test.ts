import { tracepointsIn } from '@core/images/elf-tracepoints';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ElfPart, ElfWriter, elfOf, elfText as text } from '../../setup/small-elf';

const HEADER = 0x40;
const ENTRY = 0x40;

const u64 = (...values: number[]): Buffer => new ElfWriter().word(...values).bytes;

const STRINGS = text('order_begin', 'shop', 'order_end', 'shop');
const at = (word: string, from = 0): number => 0x1000 + STRINGS.indexOf(`${word}\0`, from);
const strings: ElfPart = { name: 'lttng_ust_tracepoints_strings', type: 1, address: 0x1000, content: STRINGS };
const table = (content: Buffer): ElfPart => ({ name: 'lttng_ust_tracepoints', type: 1, address: 0x2000, content });
const rela = (slots: Record<number, number>): ElfPart => ({
  name: '.rela.dyn',
  type: 4,
  address: 0x3000,
  content: u64(...Object.entries(slots).flatMap(([slot, target]) => [Number(slot), 8, target])),
});

describe('the tracepoints of a program', () => {
  it('are read from a library through its relocations, in whatever order the strings lie', () => {
    const library = elfOf([
      strings,
      table(u64(0, 0, 0, 0, 0, 0)),
      rela({ 8224: at('shop', 18), 8232: at('order_end'), 8200: at('shop'), 8208: at('order_begin') }),
    ]);
    expect(tracepointsIn(library)).toEqual(['shop:order_begin', 'shop:order_end']);
  });

  it('are read from a program at a fixed address', () => {
    const program = elfOf([strings, table(u64(0x20, at('shop'), at('order_begin'), 7))]);
    expect(tracepointsIn(program)).toEqual(['shop:order_begin']);
  });

  it('of LTTng-UST up to 2.12 stand as they are', () => {
    const old = {
      name: '__tracepoints_strings',
      type: 1,
      address: 0,
      content: text('shop:order_begin', 'shop:order_end'),
    };
    expect(tracepointsIn(elfOf([old]))).toEqual(['shop:order_begin', 'shop:order_end']);
  });

  it('are none where the sections claim more than the file has', () => {
    const slots = { 8200: at('shop'), 8208: at('order_begin') };
    const parts = [strings, table(u64(0, 0, 0)), rela(slots)];
    const claims = elfOf(parts);
    const size = HEADER + 3 * ENTRY + 0x20;
    expect(tracepointsIn(claims)).toEqual(['shop:order_begin']);
    claims.writeBigUInt64LE(BigInt(claims.length), size);
    expect(tracepointsIn(claims)).toEqual([]);
  });

  it('have names of a bounded length', () => {
    const long = text('x'.repeat(100_000), 'shop');
    const [found] = tracepointsIn(elfOf([{ ...strings, content: long }, table(u64(0, 0x1000 + 100_001, 0x1000))]));
    expect(found).toBe(`shop:${'x'.repeat(256)}`);
  });

  it('are none in what carries none, is cut, or is something else', () => {
    const whole = elfOf([strings, table(u64(0x20, at('shop'), at('order_begin'), 7))]);
    expect(tracepointsIn(elfOf([]))).toEqual([]);
    expect(tracepointsIn(Buffer.from('#!/bin/sh\n'))).toEqual([]);
    for (let length = 0; length < whole.length - 1; length += 7)
      expect(() => tracepointsIn(whole.subarray(0, length))).not.toThrow();
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        tracepointsIn(Buffer.concat([whole.subarray(0, 20), Buffer.from(noise)]));
      }),
    );
  });
});
