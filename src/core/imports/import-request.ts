import type { DuplicateChoice, ImportedTrace } from '@shared/model/import';
import type { Progress } from '@shared/model/transfer';

export interface ImportRequest {
  /** Path of a folder or an archive. */
  path: string;
  how: 'copy' | 'reference';
  /** How to handle a trace that is in the library, or in its trash, already. */
  duplicate: DuplicateChoice;
}

export interface ImportTools {
  /** Space that must stay free on the disk, bytes. */
  floorBytes: number;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** The outcome of each found trace, in the order in which they were found. */
export type ImportOutcome = ImportedTrace[];
