import type { Core } from '@core/core';

const SETTLE_MS = 150;

/**
 * Tells when the library's folder changed, ours or another process's doing; once for a burst of changes.
 * The folder is made first: what is not there cannot be watched.
 * @returns the way to stop
 */
export function followLibrary(
  library: Core['library'],
  onChange: () => void,
  onNotice: (text: string) => void,
): () => void {
  let waiting: NodeJS.Timeout | undefined;
  let stop: (() => void) | undefined;
  let stopped = false;
  const soon = (): void => {
    waiting ??= setTimeout(() => {
      waiting = undefined;
      onChange();
    }, SETTLE_MS);
  };
  library
    .prepare()
    .then(() => {
      if (!stopped) stop = library.watch(soon);
    })
    .catch((error: unknown) => onNotice(`The library cannot be followed: ${String(error)}`));
  return () => {
    stopped = true;
    clearTimeout(waiting);
    stop?.();
  };
}
