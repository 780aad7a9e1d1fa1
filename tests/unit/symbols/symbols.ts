import { type FileSymbols, type TraceSymbols, traceSymbols } from '@core/symbols/file/symbol-file';
import type { LoadedFile, LoadMap, Mapping } from '@core/symbols/loads/load-map';
import { SymbolTable } from '@core/symbols/symbol-table';

/** A table of functions, given as `[address, size, name]` in the order of the addresses. */
export function tableWith(
  functions: readonly (readonly [address: number, size: number, name: string])[],
  origin: 'full' | 'exported' = 'full',
): SymbolTable {
  const names = functions.map(([, , name]) => Buffer.from(name));
  const ends = [0];
  for (const name of names) ends.push((ends.at(-1) ?? 0) + name.length);
  return new SymbolTable(
    origin,
    Float64Array.from(functions, ([address]) => address),
    Float64Array.from(functions, ([, size]) => size),
    Buffer.concat(names),
    Uint32Array.from(ends),
  );
}

export const loadedFile = (path: string, given: Partial<LoadedFile> = {}): LoadedFile => ({
  path,
  buildId: null,
  memoryBytes: 0x1000,
  debugLink: null,
  ...given,
});

export const mapping = (file: number, base: number, fromNs = 0, toNs = Number.POSITIVE_INFINITY): Mapping => ({
  file,
  base,
  fromNs,
  toNs,
});

export function symbolsWith(
  given: Partial<LoadMap>,
  symbols: readonly FileSymbols[] = [],
  image = 'demo',
): TraceSymbols {
  const loads = { beginNs: 0n, files: [], processes: [], forks: [], ...given };
  return traceSymbols(image, loads, symbols);
}
