import type { NameGapKind } from '@shared/symbols/name-gap';
import type { LoadedFile, LoadMap } from '../loads/load-map';
import type { SymbolTable } from '../symbol-table';

/** The file in the folder of a trace. It travels with an export, and is deleted with the trace. */
export const SYMBOLS_FILE = 'symbols.bin';

/** Why the functions of a file are not known. Each kind is stored by its place in this list: only append to it. */
export const FILE_GAPS = [
  'image-gone',
  'file-missing',
  'file-changed',
  'stripped',
  'unreadable',
  'not-read',
] as const satisfies readonly NameGapKind[];
export type FileGap = (typeof FILE_GAPS)[number];

/** What is known of a loaded file's functions. */
export type FileSymbols =
  | {
      /** Address of the first segment in the file's own numbering; addresses of the table count like it. */
      firstAddress: number;
      table: SymbolTable;
    }
  | { gap: FileGap };

/** What a symbol file contains. */
export interface TraceSymbols {
  /** The image of the recording, as a person names it; empty without one. */
  image: string;
  loads: LoadMap;
  /** Of one of `loads.files`. A table is unpacked by the first call. */
  symbolsOf(file: number): FileSymbols;
  /** Why the functions of a file are not known; null if they are. Unpacks nothing. */
  gapOf(file: number): FileGap | null;
}

/** Bounds of one file, which the reader enforces. */
export const SYMBOL_BOUNDS = {
  fileBytes: 512 * 1024 * 1024,
  directoryBytes: 256 * 1024 * 1024,
  files: 100_000,
  processes: 1_000_000,
  mappings: 2_000_000,
  mappingsOfProcess: 20_000,
  forks: 1_000_000,
  pathBytes: 8_192,
  buildIdChars: 128,
  vpid: 0x7fffffff,
  pidNs: 0xffffffff,
} as const;

/** Loaded files that differ in neither are one file. */
export const fileKey = ({ path, buildId, memoryBytes }: LoadedFile): string =>
  `${buildId ?? ''} ${memoryBytes} ${path}`;

/** @param symbols one for each of `loads.files` */
export function traceSymbols(image: string, loads: LoadMap, symbols: readonly FileSymbols[]): TraceSymbols {
  const symbolsOf = (file: number): FileSymbols => symbols[file] ?? { gap: 'not-read' };
  return { image, loads, symbolsOf, gapOf: (file) => gapIn(symbolsOf(file)) };
}

export const gapIn = (symbols: FileSymbols): FileGap | null => ('gap' in symbols ? symbols.gap : null);
