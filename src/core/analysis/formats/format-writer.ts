import type { ExportSource } from './export-source';

export interface WritingContext {
  signal: AbortSignal;
  /** Path of a file that a writer may create, for what does not fit into memory. The caller removes it. */
  spillPath: string;
  /** From 0 to 1. */
  onShare(share: number): void;
}

/**
 * Writes a source in one format, piece by piece. @throws ReadError and the errors of files; AppError `missing` if the range has
 * nothing that the format can keep
 */
export type FormatWriter = (source: ExportSource, context: WritingContext) => AsyncIterable<Buffer>;

/** Pieces of at least this size are handed on. */
export const PIECE_BYTES = 1 << 20;
