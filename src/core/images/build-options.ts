export interface BuildOptions {
  /** Folder of the recipes, see findImagesDir. */
  imagesDir: string;
  cacheDir: string;
  onProgress(line: string): void;
  signal: AbortSignal;
}
