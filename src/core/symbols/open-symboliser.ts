import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import type { NameGap } from '@shared/symbols/name-gap';
import { readBounded } from '../files/bounded-file';
import { type Demangle, loadDemangler } from './demangling/demangle';
import { readSymbolFile } from './file/read-symbols';
import { type FileGap, SYMBOL_BOUNDS, SYMBOLS_FILE, type TraceSymbols } from './file/symbol-file';
import { MappingFinder } from './loads/find-mapping';
import type { SymbolTable } from './symbol-table';
import type { FunctionAt, Symboliser } from './symboliser';

/**
 * Reads the symbol file of a trace.
 * @param folder of the trace, or a descriptor's path under /proc/self/fd
 * @returns undefined without one @throws AppError `config` for a file that is not valid, `denied` or `command`
 */
export async function readTraceSymbols(folder: string): Promise<TraceSymbols | undefined> {
  const path = join(folder, SYMBOLS_FILE);
  try {
    return readSymbolFile(await readBounded(path, SYMBOL_BOUNDS.fileBytes));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (error instanceof AppError) throw error;
    if (code === 'ENOENT') return undefined;
    throw new AppError(code === 'EACCES' ? 'denied' : 'command', `${SYMBOLS_FILE} cannot be read (${code}).`, {
      cause: error,
    });
  }
}

/**
 * Names functions by what is known of a trace. Names and paths come without control characters.
 * @param beginNs the zero of the times in lookups: `TraceSpan.beginNs` of the reader
 */
export async function symboliserOf(symbols: TraceSymbols, beginNs: bigint): Promise<Symboliser> {
  return new StoredSymbols(symbols, Number(beginNs - symbols.loads.beginNs), await loadDemangler());
}

class StoredSymbols implements Symboliser {
  readonly #finder: MappingFinder;
  readonly #paths: readonly string[];
  /** By file and index in its table. */
  readonly #names = new Map<string, { name: string; rawName: string }>();

  constructor(
    private readonly symbols: TraceSymbols,
    private readonly shiftNs: number,
    private readonly demangle: Demangle,
  ) {
    this.#finder = new MappingFinder(symbols.loads);
    this.#paths = symbols.loads.files.map(({ path }) => oneLine(path));
  }

  functionAt(process: { pidNs: number; vpid: number }, address: bigint, atNs: number): FunctionAt {
    const at = Number(address);
    const found = this.#finder.find(process, at, atNs + this.shiftNs);
    if ('gap' in found) return { name: null, gap: { kind: found.gap }, binary: null, fileAddress: null };
    const { file, base } = found.mapping;
    const binary = this.#paths[file] ?? '';
    const known = this.symbols.symbolsOf(file);
    if ('gap' in known) return { name: null, gap: this.#gapOf(known.gap, binary), binary, fileAddress: at - base };
    const { table, firstAddress } = known;
    const fileAddress = at - base + firstAddress;
    const index = table.indexAt(fileAddress);
    const named = index === -1 ? undefined : this.#nameOf(file, table, index);
    if (!named?.name) {
      const kind = table.origin === 'exported' ? 'exported-only' : 'no-symbol';
      return { name: null, gap: { kind, binary }, binary, fileAddress };
    }
    return { ...named, binary, offset: fileAddress - (table.address[index] ?? 0) };
  }

  executableOf(process: { pidNs: number; vpid: number }): string | null {
    const file = this.#finder.executable(process);
    return file === undefined ? null : (this.#paths[file] ?? null);
  }

  #gapOf(kind: FileGap, binary: string): NameGap {
    return kind === 'image-gone' ? { kind, binary, image: oneLine(this.symbols.image) } : { kind, binary };
  }

  #nameOf(file: number, table: SymbolTable, index: number): { name: string; rawName: string } {
    const key = `${file} ${index}`;
    const known = this.#names.get(key);
    if (known) return known;
    const rawName = oneLine(table.nameOf(index));
    const named = { name: oneLine(this.demangle(rawName)), rawName };
    this.#names.set(key, named);
    return named;
  }
}
