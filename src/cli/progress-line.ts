import type { Progress } from '@shared/model/transfer';
import { mib } from './figures';
import { terminal } from './terminal';

/** Minimum time between two updates of the terminal. */
const DRAW_EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Clears the line. Call it before any other output. */
  clear(): void;
}

/** Shows progress as one updating line on standard error, if that is a terminal. */
export function progressLine(): ProgressLine {
  if (!process.stderr.isTTY) return { show: () => undefined, clear: () => undefined };
  let drawnAt = 0;
  return {
    show: ({ doneBytes, totalBytes }) => {
      if (performance.now() - drawnAt < DRAW_EVERY_MS) return;
      drawnAt = performance.now();
      const share = totalBytes ? `${Math.floor((doneBytes / totalBytes) * 100)} %, ` : '';
      const total = totalBytes === null ? '' : ` of ${mib(totalBytes)}`;
      terminal.draw(`${CLEAR_LINE}${share}${mib(doneBytes)}${total}`);
    },
    clear: () => {
      if (drawnAt > 0) terminal.draw(CLEAR_LINE);
      drawnAt = 0;
    },
  };
}
