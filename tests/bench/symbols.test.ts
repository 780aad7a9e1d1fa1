import { withFile } from '@core/symbols/collect/file-source';
import { loadDemangler } from '@core/symbols/demangling/demangle';
import { packTable, unpackTable } from '@core/symbols/file/table-bytes';
import { type SymbolTable, tableOf } from '@core/symbols/symbol-table';
import { readElf } from '@reader/elf/elf-file';
import { functionsOf } from '@reader/elf/elf-functions';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { printFigures, spread } from './setup/figures';

const ROUNDS = 10;
const LOOKUPS = 100_000;
/** A large program that every machine of the tests has. */
const PROGRAM = process.execPath;

it('function names of a large program, in alternation with nm', async () => {
  const demangle = await loadDemangler();
  const figures = { nm: [] as number[], read: [] as number[], pack: [] as number[], unpack: [] as number[] };
  const names = { look: [] as number[], demangle: [] as number[] };
  const timed = <T>(into: number[], act: () => T): T => {
    const began = performance.now();
    const result = act();
    into.push(performance.now() - began);
    return result;
  };
  let table: SymbolTable | undefined;
  let packedBytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await execa('nm', ['--defined-only', PROGRAM], { stdout: 'ignore' });
    figures.nm.push(performance.now() - began);
    const read = timed(figures.read, () => withFile(PROGRAM, (source) => tableOf(functionsOf(readElf(source)))));
    if (!read) throw new Error(`${PROGRAM} has no symbols.`);
    const packed = timed(figures.pack, () => packTable(read));
    expect(timed(figures.unpack, () => unpackTable(packed)).count).toBe(read.count);
    timed(names.look, () => {
      for (let count = 0; count < LOOKUPS; count += 1) read.indexAt(read.address[count % read.count] ?? 0);
    });
    timed(names.demangle, () => {
      for (let index = 0; index < read.count; index += 1) demangle(read.nameOf(index));
    });
    table = read;
    packedBytes = packed.length;
  }
  printFigures(`${table?.count} functions of ${PROGRAM}, ${ROUNDS} rounds: median (min–max), ms`, [
    ['nm --defined-only', spread(figures.nm)],
    ['read the functions', spread(figures.read)],
    [`write the table, ${(packedBytes / 1e6).toFixed(1)} MB`, spread(figures.pack)],
    ['read the table', spread(figures.unpack)],
    [`${LOOKUPS} lookups of an address`, spread(names.look)],
    ['all names, demangled', spread(names.demangle)],
  ]);
});
