import { type ElfFile, readElf } from '@reader/elf/elf-file';
import { functionsOf } from '@reader/elf/elf-functions';
import { buildIdOf, loadRangeOf } from '@reader/elf/elf-identity';
import { ReadError } from '@reader/read-error';
import type { ByteSource } from '@reader/source';
import { crc32 } from '../../archive/crc32';
import type { FileGap, FileSymbols } from '../file/symbol-file';
import { isStorable } from '../file/table-bytes';
import type { LoadedFile } from '../loads/load-map';
import { tableOf } from '../symbol-table';
import type { Candidate } from './file-candidates';

const PIECE_BYTES = 1024 * 1024;

/**
 * How a place was found. `place`: the file that ran was there, so another file there is the reason of a missing name. `named`: the user
 * named it. `guess`: the same path on another machine or in another root, where only a build id is proof.
 */
export type Trust = 'place' | 'named' | 'guess';

/** What is known is replaced only by what says more. */
const RANKS = {
  'not-read': 0,
  'image-gone': 1,
  'file-missing': 2,
  'file-changed': 3,
  unreadable: 4,
  stripped: 5,
} as const satisfies Record<FileGap, number>;
const EXPORTED = 6;
const FULL = 7;

/** Selects the best symbols of one loaded file among the files that are offered. */
export class SymbolPicker {
  #best: FileSymbols = { gap: 'not-read' };

  constructor(readonly file: LoadedFile) {}

  get symbols(): FileSymbols {
    return this.#best;
  }

  /** Whether nothing better can be offered. */
  get isComplete(): boolean {
    return rankOf(this.#best) === FULL;
  }

  note(found: FileSymbols): void {
    if (rankOf(found) > rankOf(this.#best)) this.#best = found;
  }

  /** Reads a file that may have the symbols, and keeps them if they are better than what is known. */
  offer(source: ByteSource, kind: Candidate['kind'], trust: Trust): void {
    const isThePlace = trust === 'place' && kind === 'binary';
    try {
      const elf = readElf(source);
      const range = loadRangeOf(elf);
      if (range && this.#isSame(elf, range.memoryBytes, kind, trust))
        this.note(symbolsIn(elf, range.firstAddress, kind));
      else if (isThePlace) this.note({ gap: 'file-changed' });
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      if (isThePlace) this.note({ gap: 'unreadable' });
    }
  }

  /** The build id decides. Without one, the size in memory does, and for a debug file the checksum of the debug link. */
  #isSame(elf: ElfFile, memoryBytes: number, kind: Candidate['kind'], trust: Trust): boolean {
    const { buildId, debugLink } = this.file;
    if (buildId !== null) return buildIdOf(elf) === buildId;
    if (trust === 'guess' || memoryBytes !== this.file.memoryBytes) return false;
    return kind === 'binary' || (debugLink !== null && checksumOf(elf.source) === debugLink.crc);
  }
}

function symbolsIn(elf: ElfFile, firstAddress: number, kind: Candidate['kind']): FileSymbols {
  const table = tableOf(functionsOf(elf));
  if (!table) return { gap: kind === 'binary' ? 'stripped' : 'not-read' };
  return isStorable(table) ? { table, firstAddress } : { gap: 'unreadable' };
}

function rankOf(symbols: FileSymbols): number {
  if ('gap' in symbols) return RANKS[symbols.gap];
  return symbols.table.origin === 'full' ? FULL : EXPORTED;
}

function checksumOf(source: ByteSource): number {
  const piece = new Uint8Array(Math.min(PIECE_BYTES, source.sizeBytes));
  let sum = 0;
  for (let at = 0; at < source.sizeBytes; at += piece.length) {
    const bytes = source.read(piece, at);
    if (bytes === 0) break;
    sum = crc32(piece.subarray(0, bytes), sum);
  }
  return sum;
}
