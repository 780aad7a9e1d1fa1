import type { DuplicateChoice, ImportedTrace } from '@shared/model/import';
import type { Progress } from '@shared/model/transfer';

export interface ImportRequest {
  /** Of a folder or an archive. */
  path: string;
  how: 'copy' | 'reference';
  /** What becomes of a trace that is in the library, or in its trash, already. */
  duplicate: DuplicateChoice;
}

export interface ImportTools {
  /** What is to stay free on the disk, bytes. */
  floorBytes: number;
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** What became of each trace that was found, in their order. */
export type ImportOutcome = ImportedTrace[];
