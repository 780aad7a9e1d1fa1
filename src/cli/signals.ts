export type StopSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';
const SIGNALS: readonly StopSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Calls back on each signal that asks us to end. Returns the way to stop listening. */
export function onSignals(act: (signal: StopSignal) => void): () => void {
  const listeners = SIGNALS.map((signal) => [signal, () => act(signal)] as const);
  for (const [signal, listener] of listeners) process.on(signal, listener);
  return () => {
    for (const [signal, listener] of listeners) process.off(signal, listener);
  };
}

/**
 * Calls back on SIGUSR1, by which a flight recorder is asked for its last seconds. Returns the way to stop listening: Node
 * then takes the signal for its debugger again.
 */
export function onSaveSignal(act: () => void): () => void {
  process.on('SIGUSR1', act);
  return () => process.off('SIGUSR1', act);
}
