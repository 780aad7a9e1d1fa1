import { readSymbolFile } from '@core/symbols/file/read-symbols';
import { FILE_GAPS, type FileSymbols, type TraceSymbols } from '@core/symbols/file/symbol-file';
import { symbolFileBytes } from '@core/symbols/file/write-symbols';
import { AppError } from '@shared/model/app-error';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadedFile, mapping, symbolsWith, tableWith } from './symbols';

/** Everything that a file contains, as plain values. */
const contentOf = ({ image, loads, symbolsOf }: TraceSymbols) => ({
  image,
  loads,
  symbols: loads.files.map((_, file) => {
    const known = symbolsOf(file);
    if ('gap' in known) return known.gap;
    const { table, firstAddress } = known;
    const functions = Array.from(table.address, (address, index) => [address, table.size[index], table.nameOf(index)]);
    return { firstAddress, origin: table.origin, functions };
  }),
});

const natural = fc.oneof(fc.nat(), fc.maxSafeNat());
const hex = fc.uint8Array({ minLength: 1, maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('hex'));
const ids = fc.record({ pidNs: fc.nat(0xffffffff), vpid: fc.integer({ min: -1, max: 4_194_304 }) });
const table = fc
  .uniqueArray(fc.tuple(natural, natural, fc.string({ maxLength: 40, unit: 'grapheme' })), { selector: ([at]) => at })
  .chain((functions) =>
    fc.constantFrom('full' as const, 'exported' as const).map((origin) =>
      tableWith(
        functions.toSorted(([a], [b]) => a - b),
        origin,
      ),
    ),
  );
const fileSymbols: fc.Arbitrary<FileSymbols> = fc.oneof(
  fc.record({ firstAddress: natural, table }),
  fc.constantFrom(...FILE_GAPS).map((gap) => ({ gap })),
);
const whole = fc
  .array(
    fc.record({
      file: fc.record({
        path: fc.string(),
        buildId: fc.option(hex),
        memoryBytes: natural,
        debugLink: fc.option(fc.record({ name: fc.string({ minLength: 1 }), crc: fc.nat(0xffffffff) })),
      }),
      symbols: fileSymbols,
    }),
    { minLength: 1, maxLength: 5 },
  )
  .chain((files) =>
    fc.record({
      image: fc.string(),
      beginNs: fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }),
      files: fc.constant(files),
      processes: fc.array(
        fc.record({
          ids,
          lists: fc.nat(),
          mappings: fc.array(
            fc.record({
              file: fc.nat(files.length - 1),
              base: natural,
              fromNs: fc.nat(),
              length: fc.option(fc.nat()),
            }),
          ),
        }),
      ),
      forks: fc.array(fc.record({ atNs: natural, parent: ids, child: ids })),
    }),
  )
  .map(({ image, beginNs, files, processes, forks }) =>
    symbolsWith(
      {
        beginNs,
        files: files.map(({ file }) => file),
        processes: processes.map(({ ids: process, lists, mappings }) => ({
          ...process,
          lists,
          mappings: mappings
            .map(({ file, base, fromNs, length }) =>
              mapping(file, base, fromNs, length === null ? Number.POSITIVE_INFINITY : fromNs + length),
            )
            .toSorted((a, b) => a.fromNs - b.fromNs),
        })),
        forks,
      },
      files.map(({ symbols }) => symbols),
      image,
    ),
  );

describe('a symbol file', () => {
  it('gives back everything that was written', () => {
    fc.assert(
      fc.property(whole, (symbols) => {
        expect(contentOf(readSymbolFile(symbolFileBytes(symbols)))).toEqual(contentOf(symbols));
      }),
    );
  });

  it('is the same for the same symbols', () => {
    const symbols = symbolsWith({ files: [loadedFile('/bin/app')] }, [
      { firstAddress: 0, table: tableWith([[1, 2, 'main']]) },
    ]);
    expect(symbolFileBytes(symbols)).toEqual(symbolFileBytes(symbols));
  });

  it('is a fraction of its names', () => {
    const functions = Array.from(
      { length: 10_000 },
      (_, at) => [at * 16, 16, `_ZN7company7product9component${at}Ev`] as const,
    );
    const symbols = symbolsWith({ files: [loadedFile('/bin/app')] }, [
      { firstAddress: 0, table: tableWith(functions) },
    ]);
    expect(symbolFileBytes(symbols).length).toBeLessThan(functions.length * 8);
  });
});

describe('a symbol file that is not valid', () => {
  const files = [loadedFile('/bin/app', { buildId: 'c0ffee' }), loadedFile('/lib/one.so')];
  const valid = symbolFileBytes(
    symbolsWith({ files, processes: [{ pidNs: 1, vpid: 2, lists: 1, mappings: [mapping(0, 0x1000)] }] }, [
      { firstAddress: 0, table: tableWith([[0x10, 4, 'main']]) },
      { gap: 'stripped' },
    ]),
  );
  const codeOf = (bytes: Uint8Array): string => {
    try {
      contentOf(readSymbolFile(bytes));
      return 'read';
    } catch (error) {
      return error instanceof AppError ? error.code : String(error);
    }
  };

  it('is refused: another file, another version, a cut one, one with more bytes', () => {
    const version = Buffer.from(valid);
    version[8] = 2;
    expect(codeOf(valid)).toBe('read');
    expect([Buffer.alloc(0), Buffer.from('{"schema": 1}'), version].map(codeOf)).toEqual([
      'config',
      'config',
      'config',
    ]);
    for (let length = 0; length < valid.length; length += 1) expect(codeOf(valid.subarray(0, length))).toBe('config');
    expect(codeOf(Buffer.concat([valid, Buffer.from([0])]))).toBe('config');
  });

  it('leaves only the functions of a damaged table without names', () => {
    const damaged = Buffer.from(valid);
    damaged[damaged.length - 12] = (damaged[damaged.length - 12] ?? 0) ^ 0xff;
    expect(contentOf(readSymbolFile(damaged)).symbols).toEqual(['not-read', 'stripped']);
  });
});
