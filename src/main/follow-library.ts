import type { Core } from '@core/core';

const SETTLE_MS = 150;

/**
 * Reports changes of the library's folder, also those of other processes, once per burst of changes.
 * Creates the folder first, because a missing folder cannot be watched.
 * @returns a function that stops watching
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
    .catch((error: unknown) => onNotice(`The library cannot be watched, so the list is not updated: ${String(error)}`));
  return () => {
    stopped = true;
    clearTimeout(waiting);
    stop?.();
  };
}
