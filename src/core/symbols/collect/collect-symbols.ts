import { type AppError, toAppError } from '@shared/model/app-error';
import { type FileSymbols, fileKey, gapIn, type TraceSymbols, traceSymbols } from '../file/symbol-file';
import type { LoadMap } from '../loads/load-map';
import { offerFromFolder } from './from-folder';
import { offerFromHost, offerFromShared, type SharedPath } from './from-host';
import { type ExportImage, offerFromImage } from './from-image';
import { SymbolPicker } from './symbol-picker';

/** The image of a recording. Null instead of its export: the engine does not have it any more. */
export interface ImageAccess {
  /** As a person names it. */
  reference: string;
  export: ExportImage | null;
}

/** Where symbols are looked for, in this order. */
export interface SymbolSources {
  /** What is known already. */
  known?: (file: string) => FileSymbols | undefined;
  /** A folder that the user named. */
  folder?: string | undefined;
  /** The program ran on this machine outside of containers. */
  ranHere?: boolean;
  /** Paths of this machine that the containers shared. */
  shared?: readonly SharedPath[];
  /** Asked for only if files are not read yet. */
  image?: () => Promise<ImageAccess | undefined>;
}

export interface CollectedSymbols {
  symbols: TraceSymbols;
  /** Why the image could not be read; its files are `not-read`. */
  problem?: AppError;
}

/**
 * Collects the symbols of all files that the processes of a trace had in memory.
 * @param scratch returns a folder for a temporary file, on a disk with space for the largest file; called only if an image is read
 * @throws AppError of the folder, `cancelled`
 */
export async function collectSymbols(
  loads: LoadMap,
  { known, folder, ranHere = false, shared = [], image }: SymbolSources,
  scratch: () => Promise<string>,
  signal: AbortSignal,
): Promise<CollectedSymbols> {
  const pickers = loads.files.map((file) => new SymbolPicker(file));
  for (const picker of pickers) picker.note(known?.(fileKey(picker.file)) ?? { gap: 'not-read' });
  const incomplete = (): SymbolPicker[] => pickers.filter(({ isComplete }) => !isComplete);
  const unread = (): SymbolPicker[] => pickers.filter(({ symbols }) => gapIn(symbols) === 'not-read');
  if (folder !== undefined) await offerFromFolder(incomplete(), folder, signal);
  if (ranHere) offerFromHost(unread());
  const fromImage = unread().length > 0 && image ? await offerImage(unread(), image, scratch, signal) : {};
  offerFromShared(incomplete(), shared);
  const symbols = pickers.map((picker) => picker.symbols);
  return { symbols: traceSymbols(fromImage.reference ?? '', loads, symbols), ...fromImage };
}

async function offerImage(
  pickers: readonly SymbolPicker[],
  image: NonNullable<SymbolSources['image']>,
  scratch: () => Promise<string>,
  signal: AbortSignal,
): Promise<{ reference?: string; problem?: AppError }> {
  try {
    const access = await image();
    if (!access) return {};
    if (access.export) await offerFromImage(pickers, access.export, await scratch(), signal);
    else for (const picker of pickers) picker.note({ gap: 'image-gone' });
    return { reference: access.reference };
  } catch (error) {
    if (signal.aborted) throw toAppError(signal.reason);
    return { problem: toAppError(error) };
  }
}
