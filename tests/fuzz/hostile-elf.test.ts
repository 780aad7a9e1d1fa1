import { tracepointsIn } from '@core/images/elf-tracepoints';
import { programFacts } from '@core/images/image-program';
import { readElf } from '@reader/elf/elf-file';
import { functionsOf } from '@reader/elf/elf-functions';
import { buildIdOf, loadRangeOf } from '@reader/elf/elf-identity';
import { linkingOf } from '@reader/elf/elf-linking';
import { ReadError } from '@reader/read-error';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EDGES } from '../setup/fuzz/mutate';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { buildIdPart, type ElfWish, elfOf, elfSource, elfText, linkedElf, symbolParts } from '../setup/small-elf';

const FILES = 8_000;

function wholeFile(wish: ElfWish): Buffer {
  const symbols = Array.from({ length: 12 }, (_, index) => ({
    name: `function_${index}`,
    address: 0x1000 + index * 16,
  }));
  const parts = [
    buildIdPart('c0ffee0123456789', wish),
    ...symbolParts(symbols, wish, 'dynsym'),
    ...symbolParts(symbols, wish),
    { name: '.gnu_debuglink', type: 1, content: elfText('app.debug', 'x', 'crc') },
    { name: 'lttng_ust_tracepoints_strings', type: 1, address: 0x5000, content: elfText('shop', 'order') },
    { name: 'lttng_ust_tracepoints', type: 1, address: 0x6000, content: Buffer.alloc(32) },
  ];
  const segments = [
    { type: 1, address: 0x1000, memoryBytes: 0x4000 },
    { type: 4, address: 0, memoryBytes: 0, content: '.note.gnu.build-id' },
  ];
  return elfOf(parts, { ...wish, segments });
}

const WHOLE = (['little', 'big'] as const).flatMap((order) => [
  wholeFile({ bits: 64, order }),
  wholeFile({ bits: 32, order }),
]);

const LINKED = (['little', 'big'] as const).flatMap((order) =>
  ([64, 32] as const).map((bits) =>
    linkedElf(
      {
        bits,
        order,
        interpreter: '/lib64/ld-linux-x86-64.so.2',
        needed: ['libc.so.6', 'liblttng-ust.so.1'],
        versions: ['GLIBC_2.34', 'GLIBC_2.2.5'],
        flags: 0x0800_0000,
      },
      symbolParts([{ name: 'malloc', address: 0x1000 }], { bits, order }, 'dynsym'),
    ),
  ),
);

const mutated = (files: readonly Buffer[]) =>
  fc
    .record({
      file: fc.constantFrom(...files),
      changes: fc.array(
        fc.record({
          /** Most of them in the headers. */
          at: fc.oneof({ weight: 3, arbitrary: fc.nat(800) }, { weight: 1, arbitrary: fc.nat(4_000) }),
          bytes: fc.array(fc.oneof(fc.constantFrom(...EDGES), fc.nat(255)), { minLength: 1, maxLength: 8 }),
        }),
        { maxLength: 6 },
      ),
      length: fc.option(fc.nat(4_000), { freq: 4 }),
    })
    .map(({ file, changes, length }) => {
      const copy = Buffer.from(file);
      for (const { at, bytes } of changes) if (at + bytes.length <= copy.length) copy.set(bytes, at);
      return length === null ? copy : copy.subarray(0, length);
    });

describe('a hostile ELF file', () => {
  it('is read or refused, and never reads more of itself than a few times its size', () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated(WHOLE), (bytes) => {
        const source = elfSource(bytes);
        try {
          const file = readElf(source);
          buildIdOf(file);
          loadRangeOf(file);
          const { count, address, nameAt, names } = functionsOf(file);
          for (let index = 0; index < count; index += 1) {
            expect(nameAt[index]).toBeLessThan(names.length);
            if (index > 0) expect(address[index]).toBeGreaterThan(address[index - 1] ?? 0);
          }
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
          refused += 1;
        }
        expect(source.readBytes).toBeLessThanOrEqual(bytes.length * 8);
        tracepointsIn(bytes);
      }),
      { numRuns: FILES, ...FUZZ_SEED },
    );
    expect(refused).toBeGreaterThan(FILES / 10);
    expect(refused).toBeLessThan(FILES);
  });

  it('is a program or none, and what is read of its links is bounded', () => {
    let programs = 0;
    fc.assert(
      fc.property(mutated(LINKED), fc.boolean(), (bytes, isWhole) => {
        const facts = programFacts({
          path: '/usr/bin/x',
          mode: 0o755,
          hasCapabilities: false,
          content: bytes,
          isWhole,
        });
        if (facts) programs += 1;
        const source = elfSource(bytes);
        try {
          linkingOf(readElf(source));
        } catch (error) {
          if (!(error instanceof ReadError)) throw error;
        }
        expect(source.readBytes).toBeLessThanOrEqual(2 * 1024 * 1024);
      }),
      { numRuns: FILES, ...FUZZ_SEED },
    );
    expect(programs).toBeGreaterThan(FILES / 10);
    expect(programs).toBeLessThan(FILES);
  });
});
