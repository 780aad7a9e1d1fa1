import type { UndoAction } from '@shared/planning/step';

export interface BuildOptions {
  /** Folder of the recipes, see findImagesDir. */
  imagesDir: string;
  cacheDir: string;
  /** The Debian release that recipes are built on: the one whose LTTng meets this machine's. */
  suite: string;
  onProgress(line: string): void;
  signal: AbortSignal;
  /** Where another engine's image of the recipe is taken from, instead of building it. */
  from?: string | undefined;
  /** Called before a build begins: whoever cleans up after us reads there how. @returns to be called when nothing is left */
  promise(undo: UndoAction): () => void;
}
