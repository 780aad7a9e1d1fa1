import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { TraceReading } from '@reader/trace-reading';
import { AppError } from '@shared/model/app-error';
import type { TraceRecord } from '@shared/model/trace-record';
import { writeWhole } from '../library/trace-folder';
import { type CollectedSymbols, collectSymbols, type ImageAccess } from './collect/collect-symbols';
import type { SharedPath } from './collect/from-host';
import { fileKey, SYMBOLS_FILE, type TraceSymbols } from './file/symbol-file';
import { symbolFileBytes } from './file/write-symbols';
import { ImageSymbols, imageSymbolsFolder } from './image-symbols';
import { readLoads } from './loads/read-loads';
import { readTraceSymbols } from './open-symboliser';

/** A trace whose symbols are asked for. */
export interface TraceWithSymbols {
  /** Of the trace. */
  folder: string;
  record: TraceRecord;
  reading: TraceReading;
}

export interface SymbolTools {
  cacheDir: string;
  /** The image of a recording of containers; undefined if the engine cannot be asked for it. @throws AppError of the engine */
  imageOf(record: TraceRecord, signal: AbortSignal): Promise<ImageAccess | undefined>;
  signal: AbortSignal;
}

export interface FoundSymbols extends CollectedSymbols {
  /** Whether the trace's folder does not have them yet. */
  isNew: boolean;
}

/**
 * The symbols of a trace: those in its folder, else those of its image and of this machine. Reads nothing again that is known.
 * @returns undefined if the trace does not say what its programs loaded
 * @throws AppError `cancelled`, or for a symbol file that cannot be read
 */
export async function findSymbols(trace: TraceWithSymbols, tools: SymbolTools): Promise<FoundSymbols | undefined> {
  const { folder, record, reading } = trace;
  const { cacheDir, signal } = tools;
  const stored = await storedSymbols(folder);
  if (stored && isRead(stored)) return { symbols: stored, isNew: false };
  const loads = stored?.loads ?? (await readLoads(reading, signal));
  if (!loads) return undefined;
  const cached = record.image?.id ? await ImageSymbols.open(cacheDir, record.image.id) : undefined;
  const before = knownIn(stored);
  const ranHere = record.config?.target.kind === 'host' && record.imported === null;
  const found = await collectSymbols(
    loads,
    {
      known: (key) => before(key) ?? cached?.of(key),
      image: () => tools.imageOf(record, signal),
      ranHere,
      shared: sharedPaths(record),
    },
    () => imageSymbolsFolder(cacheDir),
    signal,
  );
  await cached?.keep(found.symbols);
  return { ...found, isNew: true };
}

/** Adds what a folder that the user named has. @throws AppError as offerFromFolder does */
export async function symbolsFromFolder(
  symbols: TraceSymbols,
  folder: string,
  signal: AbortSignal,
): Promise<TraceSymbols> {
  const sources = { known: knownIn(symbols), folder };
  const found = await collectSymbols(symbols.loads, sources, async () => folder, signal);
  return { ...found.symbols, image: symbols.image };
}

/**
 * Writes the symbol file of a trace, or replaces it.
 * @returns by how many bytes the trace grew
 * @throws AppError as folderError does
 */
export async function writeSymbols(folder: string, symbols: TraceSymbols): Promise<number> {
  const path = join(folder, SYMBOLS_FILE);
  const before = (await stat(path).catch(() => undefined))?.size ?? 0;
  const bytes = symbolFileBytes(symbols);
  await writeWhole(path, bytes);
  return bytes.length - before;
}

/** A damaged symbol file is as good as none: the names are read again. */
async function storedSymbols(folder: string): Promise<TraceSymbols | undefined> {
  try {
    return await readTraceSymbols(folder);
  } catch (error) {
    if (error instanceof AppError && error.code === 'config') return undefined;
    throw error;
  }
}

const isRead = ({ loads, gapOf }: TraceSymbols): boolean => loads.files.every((_, file) => gapOf(file) !== 'not-read');

function knownIn(symbols: TraceSymbols | undefined) {
  const files = new Map(symbols?.loads.files.map((file, index) => [fileKey(file), index]));
  return (key: string) => {
    const index = files.get(key);
    return index === undefined || symbols?.gapOf(index) === 'not-read' ? undefined : symbols?.symbolsOf(index);
  };
}

function sharedPaths({ config }: TraceRecord): SharedPath[] {
  const target = config?.target;
  if (target?.kind !== 'container') return [];
  return target.volumes.map(({ source, target: container }) => ({ host: source, container }));
}
