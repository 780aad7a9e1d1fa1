import type { UndoAction } from '@shared/planning/step';

export interface BuildOptions {
  /** Folder of the recipes, see findImagesDir. */
  imagesDir: string;
  cacheDir: string;
  /** The Debian release to build on. Its LTTng is compatible with this machine's. */
  suite: string;
  onProgress(line: string): void;
  signal: AbortSignal;
  /** Source of another engine's image of the recipe, to import instead of a build. */
  from?: string | undefined;
  /** Records, before a build starts, how to clean up after it. @returns a function that withdraws the record */
  promise(title: string, undo: UndoAction): () => void;
}
