import type { CoreContext } from './core-context';
import { recordedImage } from './runs/recorded-image';
import type { SymbolDeps } from './symbol-work';

/** Reads names with the engines of the core. */
export const symbolDeps = ({
  options: { cacheDir },
  library,
  resources,
}: Pick<CoreContext, 'options' | 'library' | 'resources'>): SymbolDeps => ({
  cacheDir,
  library,
  imageOf: (record, signal) =>
    recordedImage(record, { library, runtimeDir: resources.runtimeDir(), engine: resources.engine }, signal),
});
