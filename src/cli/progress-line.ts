import type { Progress } from '@shared/model/transfer';
import { mib } from './figures';
import { terminal } from './terminal';

/** A terminal is drawn no faster than that. */
const DRAW_EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

export interface ProgressLine {
  show(progress: Progress): void;
  /** Before anything else is said. */
  clear(): void;
}

/** One line on standard error that says how far something is; nothing where that is no terminal. */
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
