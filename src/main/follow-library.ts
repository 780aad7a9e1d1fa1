import type { Core } from '@core/core';

const SETTLE_MS = 150;

/**
 * Tells when the library's folder changed, ours or another process's doing; once for a burst of changes.
 * The folder is made first: what is not there cannot be watched.
 */
export function followLibrary(library: Core['library'], onChange: () => void, onNotice: (text: string) => void): void {
  let waiting = false;
  const soon = (): void => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      onChange();
    }, SETTLE_MS);
  };
  library
    .prepare()
    .then(() => library.watch(soon))
    .catch((error: unknown) => onNotice(`The library cannot be followed: ${String(error)}`));
}
