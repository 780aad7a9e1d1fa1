import { updatingLine } from '../progress-line';
import { onSignals } from '../signals';

/** Shorter work shows no progress. */
const SHOW_AFTER_MS = 1_000;

/** How a command reads a trace: SIGINT, SIGTERM and SIGHUP cancel it. */
export interface Reading {
  signal: AbortSignal;
  onShare(share: number): void;
}

/**
 * Runs work that reads a trace. After a second its progress is an updating line.
 * @param what names the work: `Analysing`
 */
export async function whileReading<T>(what: string, work: (reading: Reading) => Promise<T>): Promise<T> {
  const cancel = new AbortController();
  const unlisten = onSignals(() => cancel.abort());
  const line = updatingLine(SHOW_AFTER_MS);
  const onShare = (share: number): void => line.draw(() => `${what}: ${Math.floor(Math.min(1, share) * 100)} %`);
  try {
    return await work({ signal: cancel.signal, onShare });
  } finally {
    line.clear();
    unlisten();
  }
}
