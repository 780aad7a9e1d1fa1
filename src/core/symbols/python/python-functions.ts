import type { DecodedEvent } from '@reader/events/event';
import { PYTHON_PROVIDER } from '@shared/python/python-recording';
import { type FileSymbols, fileKey, SYMBOL_BOUNDS } from '../file/symbol-file';
import { MOST_FUNCTIONS } from '../file/table-bytes';
import type { LoadedFile } from '../loads/load-map';
import { LONGEST_NAME, SymbolTable } from '../symbol-table';
import { FIRST_PYTHON_NUMBER, isPythonFile, pythonFile } from './python-file';

/** The event that names a function. */
const NAMING_EVENT = `${PYTHON_PROVIDER}:function`;
export const isNamingEvent = (name: string): boolean => name === NAMING_EVENT;

/** What the trace says about Python's functions: their source files with tables of names. */
export class PythonFunctions {
  /** Names by number, by path. */
  readonly #files = new Map<string, Map<number, string>>();
  #count = 0;

  /** Events beyond the bounds of a symbol file, and with values that src/python does not write, are left out. */
  add({ payload }: Pick<DecodedEvent, 'payload'>): void {
    const [number, name, path] = [Number(payload.get('addr')), payload.get('name'), payload.get('file')];
    if (!Number.isSafeInteger(number) || number < FIRST_PYTHON_NUMBER) return;
    if (typeof name !== 'string' || typeof path !== 'string' || this.#count >= MOST_FUNCTIONS) return;
    if (Buffer.byteLength(path) > SYMBOL_BOUNDS.pathBytes || Buffer.byteLength(name) > LONGEST_NAME) return;
    const known = this.#files.get(path);
    if (!known && this.#files.size >= SYMBOL_BOUNDS.files / 2) return;
    const functions = known ?? new Map<number, string>();
    if (!known) this.#files.set(path, functions);
    if (functions.has(number)) return;
    functions.set(number, name);
    this.#count += 1;
  }

  files(): LoadedFile[] {
    return [...this.#files.keys()].map(pythonFile);
  }

  /** By `fileKey`. */
  symbols(): Map<string, FileSymbols> {
    return new Map(
      [...this.#files].map(([path, functions]) => [
        fileKey(pythonFile(path)),
        { firstAddress: FIRST_PYTHON_NUMBER, table: tableOf(functions) },
      ]),
    );
  }
}

function tableOf(functions: ReadonlyMap<number, string>): SymbolTable {
  const sorted = [...functions].sort(([one], [other]) => one - other);
  const names = sorted.map(([, name]) => Buffer.from(name));
  const nameAt = new Uint32Array(sorted.length + 1);
  for (const [index, { length }] of names.entries()) nameAt[index + 1] = (nameAt[index] ?? 0) + length;
  const addresses = Float64Array.from(sorted, ([number]) => number);
  return new SymbolTable('full', addresses, new Float64Array(sorted.length).fill(1), Buffer.concat(names), nameAt);
}

/** A function of a source file. */
export interface PythonFunction {
  name: string;
  /** Index of the source file. */
  file: number;
}

/** The functions of all source files by number. */
export function pythonFunctionsOf(
  files: readonly LoadedFile[],
  symbolsOf: (file: number) => FileSymbols,
): Map<number, PythonFunction> {
  const found = new Map<number, PythonFunction>();
  for (const [index, file] of files.entries()) {
    const symbols = isPythonFile(file) ? symbolsOf(index) : undefined;
    if (!symbols || 'gap' in symbols) continue;
    for (const [place, number] of symbols.table.address.entries())
      found.set(number, { name: symbols.table.nameOf(place), file: index });
  }
  return found;
}
