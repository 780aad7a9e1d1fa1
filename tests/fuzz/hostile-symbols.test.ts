import { gunzipSync, gzipSync } from 'node:zlib';
import { ByteReader } from '@core/symbols/file/byte-reader';
import { ByteWriter } from '@core/symbols/file/byte-writer';
import { readSymbolFile } from '@core/symbols/file/read-symbols';
import { symbolFileBytes } from '@core/symbols/file/write-symbols';
import { AppError } from '@shared/model/app-error';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { loadedFile, mapping, symbolsWith, tableWith } from '../unit/symbols/symbols';

const FILES = 6_000;
/** Magic and version. */
const HEAD_BYTES = 9;

const table = tableWith(Array.from({ length: 9 }, (_, at) => [at * 16, 16, `function_${at}`] as const));
const valid = symbolFileBytes(
  symbolsWith(
    {
      files: [
        loadedFile('/bin/app', { buildId: 'c0ffee', debugLink: { name: 'app.debug', crc: 7 } }),
        loadedFile('/lib'),
      ],
      processes: [{ pidNs: 1, vpid: 2, lists: 1, mappings: [mapping(0, 0x1000), mapping(1, 0x9000, 3, 8)] }],
      forks: [{ atNs: 4, parent: { pidNs: 1, vpid: 2 }, child: { pidNs: 1, vpid: 3 } }],
    },
    [{ firstAddress: 0, table }, { gap: 'stripped' }],
  ),
);

const PARTS = partsOf(valid);

function partsOf(bytes: Buffer) {
  const reader = new ByteReader(bytes.subarray(HEAD_BYTES));
  const directory = reader.sized(bytes.length);
  const tablesAt = new ByteWriter().raw(bytes.subarray(0, HEAD_BYTES)).sized(directory).bytes.length;
  return { head: bytes.subarray(0, HEAD_BYTES), directory, tables: bytes.subarray(tablesAt) };
}

/** Changes of the file, and of what its directory and tables have when they are unpacked, so that the parsers get them. */
const mutated = fc
  .record({
    part: fc.constantFrom('file', 'directory', 'table'),
    changes: fc.array(fc.record({ at: fc.nat(400), byte: fc.nat(255) }), { minLength: 1, maxLength: 5 }),
    length: fc.option(fc.nat(400), { freq: 4 }),
  })
  .map(({ part, changes, length }) => {
    const change = (bytes: Buffer): Buffer => {
      const copy = Buffer.from(bytes);
      for (const { at, byte } of changes) if (copy.length > 0) copy[at % copy.length] = byte;
      return length === null ? copy : copy.subarray(0, length);
    };
    if (part === 'file') return change(valid);
    const { head, directory, tables } = PARTS;
    const changed = part === 'directory' ? gzipSync(change(gunzipSync(directory))) : directory;
    const writer = new ByteWriter().raw(head).sized(changed);
    return writer.raw(part === 'table' ? change(tables) : tables).bytes;
  });

it('a hostile symbol file is read or refused, and its tables are sorted', () => {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(mutated, (bytes) => {
      try {
        const { loads, symbolsOf } = readSymbolFile(bytes);
        seen.read += 1;
        loads.files.forEach((_, file) => {
          const symbols = symbolsOf(file);
          if ('gap' in symbols) return;
          const addresses = [...symbols.table.address];
          expect(addresses).toEqual([...new Set(addresses)].sort((a, b) => a - b));
          for (const index of addresses.keys()) symbols.table.nameOf(index);
        });
        for (const { mappings } of loads.processes)
          for (const { file } of mappings) expect(loads.files[file]).toBeDefined();
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'config') throw error;
        seen.refused += 1;
      }
    }),
    { numRuns: FILES, ...FUZZ_SEED },
  );
  expect(seen.read).toBeGreaterThan(FILES / 20);
  expect(seen.refused).toBeGreaterThan(FILES / 4);
});
