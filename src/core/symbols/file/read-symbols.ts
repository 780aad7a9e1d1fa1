import { AppError } from '@shared/model/app-error';
import { ByteReader, damagedSymbols } from './byte-reader';
import { readLoads } from './directory-bytes';
import { FILE_GAPS, type FileGap, type FileSymbols, SYMBOL_BOUNDS, type TraceSymbols } from './symbol-file';
import { unpacked, unpackTable } from './table-bytes';
import { SYMBOLS_MAGIC, SYMBOLS_VERSION } from './write-symbols';

/**
 * Reads the bytes of a symbol file. Tables are unpacked when they are asked for, and kept; a damaged one is `not-read`.
 * @throws AppError `config` for bytes that symbolFileBytes does not write, and for another version
 */
export function readSymbolFile(bytes: Uint8Array): TraceSymbols {
  const head = new ByteReader(bytes);
  if (Buffer.compare(head.raw(SYMBOLS_MAGIC.length), SYMBOLS_MAGIC) !== 0) throw damagedSymbols('it is another file');
  if (head.number(Number.MAX_SAFE_INTEGER) !== SYMBOLS_VERSION)
    throw damagedSymbols('another version of the app wrote it');
  const packed = head.sized(bytes.length);
  const directory = new ByteReader(unpacked(packed, SYMBOL_BOUNDS.directoryBytes));
  const image = directory.text(SYMBOL_BOUNDS.pathBytes);
  const loads = readLoads(directory);
  const entries = loads.files.map((): Entry => {
    const gap = FILE_GAPS[directory.number(FILE_GAPS.length) - 1] ?? null;
    if (gap !== null) return { gap, read: () => ({ gap }) };
    const firstAddress = directory.number(Number.MAX_SAFE_INTEGER);
    const table = head.raw(directory.number(bytes.length));
    return { gap, read: once(() => tableOrGap(table, firstAddress)) };
  });
  directory.end();
  head.end();
  return {
    image,
    loads,
    symbolsOf: (file) => entries[file]?.read() ?? { gap: 'not-read' },
    gapOf: (file) => (entries[file] ?? { gap: 'not-read' as const }).gap,
  };
}

interface Entry {
  gap: FileGap | null;
  read(): FileSymbols;
}

/** A damaged table leaves only its own functions without names. */
function tableOrGap(packed: Uint8Array, firstAddress: number): FileSymbols {
  try {
    return { firstAddress, table: unpackTable(packed) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'config') return { gap: 'not-read' };
    throw error;
  }
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
