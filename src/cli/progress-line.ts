import type { Progress } from '@shared/model/transfer';
import { mib } from './figures';
import { terminal } from './terminal';

/** Minimum time between two updates of the terminal. */
const DRAW_EVERY_MS = 100;
const CLEAR_LINE = '\r\u001b[K';

/** One line on standard error that is replaced, if standard error is a terminal. */
export interface UpdatingLine {
  /** @param text called only if it is drawn */
  draw(text: () => string): void;
  /** Clears the line. Call it before any other output. */
  clear(): void;
}

/** @param afterMs nothing is drawn before */
export function updatingLine(afterMs = 0): UpdatingLine {
  let nextAt = performance.now() + afterMs;
  let isDrawn = false;
  return {
    draw: (text) => {
      const now = performance.now();
      if (!process.stderr.isTTY || now < nextAt) return;
      nextAt = now + DRAW_EVERY_MS;
      isDrawn = true;
      terminal.draw(`${CLEAR_LINE}${text()}`);
    },
    clear: () => {
      if (!isDrawn) return;
      isDrawn = false;
      nextAt = 0;
      terminal.draw(CLEAR_LINE);
    },
  };
}

export interface ProgressLine extends Pick<UpdatingLine, 'clear'> {
  show(progress: Progress): void;
}

/** Shows the progress of a transfer as an updating line. */
export function progressLine(): ProgressLine {
  const { draw, clear } = updatingLine();
  return {
    clear,
    show: ({ doneBytes, totalBytes }) =>
      draw(() => {
        const share = totalBytes ? `${Math.floor((doneBytes / totalBytes) * 100)} %, ` : '';
        const total = totalBytes === null ? '' : ` of ${mib(totalBytes)}`;
        return `${share}${mib(doneBytes)}${total}`;
      }),
  };
}
