export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Signals that arrive within this time after one that counted are the same request. One Ctrl+C, or one `timeout -s INT`, can
 * be delivered several times: to the process group, by npm, and by scripts/run/child.mjs. On a busy machine the copies
 * are some hundred milliseconds apart.
 */
export const ONE_REQUEST_MS = 1_000;

interface Listening {
  /** Called once, when the next interrupt counts as another request. Not called after release. */
  onNextCounts?(): void;
  /** Monotonic clock, milliseconds. */
  now?: (() => number) | undefined;
}

/**
 * Calls back once for each request to end, however often its signal is delivered.
 * @returns the way to stop listening. Late copies of the last request are ignored even then: they do not kill the process
 *   while it closes. Any other signal has its default effect again.
 */
export function onSignals(
  act: (signal: StopSignal) => void,
  { onNextCounts = () => undefined, now = () => performance.now() }: Listening = {},
): () => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  let released = false;
  let announce: NodeJS.Timeout | undefined;
  const receive = (signal: StopSignal): void => {
    if (released || now() - lastMs < ONE_REQUEST_MS) return;
    lastMs = now();
    announce ??= setTimeout(onNextCounts, ONE_REQUEST_MS).unref();
    act(signal);
  };
  const listeners = SIGNALS.map((signal) => [signal, () => receive(signal)] as const);
  const unlisten = (): void => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    if (released) return;
    released = true;
    clearTimeout(announce);
    const restMs = lastMs + ONE_REQUEST_MS - now();
    if (restMs > 0) setTimeout(unlisten, restMs).unref();
    else unlisten();
  };
}

/** Calls back on each SIGUSR1. Returns the way to stop listening: Node then takes the signal for its debugger again. */
export function onSaveSignal(act: () => void): () => void {
  return listen('SIGUSR1', act);
}

/**
 * Calls back on Ctrl+Z instead of being suspended. A process that is suspended guards neither limits nor the disk, while
 * the containers and the tracer continue.
 * @returns the way to stop listening: Ctrl+Z suspends again
 */
export function onSuspendSignal(act: () => void): () => void {
  return listen('SIGTSTP', act);
}

function listen(signal: NodeJS.Signals, act: () => void): () => void {
  process.on(signal, act);
  return () => process.off(signal, act);
}
