import type { ErrorData } from '@shared/model/app-error';
import type { TraceViewAnswers, TraceViewArgs, TraceViewCall } from '@shared/trace-view/trace-view-calls';
import { useEffect, useState } from 'react';
import { errorOf } from '../../../bridge';
import type { TraceClient } from '../../../stores/trace-view/asking';

export interface TraceAnswer<T> {
  /** The newest answer; of earlier arguments until the next one is there. */
  value: T | null;
  /** Whether `value` belongs to the current arguments. */
  isCurrent: boolean;
  /** How much of the work for the current arguments is done, 0 to 1. */
  share: number;
  error: ErrorData | null;
}

/**
 * Asks the opened trace, and again when the arguments change. A newer question cancels the older one.
 * @param args null: nothing is asked
 * @param lane names what the answer is for; questions of a lane supersede each other
 */
export function useTraceAnswer<C extends TraceViewCall>(
  client: TraceClient,
  call: C,
  args: TraceViewArgs<C> | null,
  lane: string,
): TraceAnswer<TraceViewAnswers[C]> {
  const key = args === null ? null : JSON.stringify(args);
  const [answer, setAnswer] = useState<{
    key: string | null;
    value: TraceViewAnswers[C] | null;
    error: ErrorData | null;
  }>({ key: null, value: null, error: null });
  const [progress, setProgress] = useState<{ key: string | null; share: number }>({ key: null, share: 0 });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the arguments
  useEffect(() => {
    if (args === null) return;
    const stop = new AbortController();
    const onProgress = (share: number): void => setProgress({ key, share });
    client.ask(call, args, { lane, signal: stop.signal, onProgress }).then(
      (value) => {
        if (!stop.signal.aborted) setAnswer({ key, value, error: null });
      },
      (thrown: unknown) => {
        const error = errorOf(thrown);
        // A superseded question is followed by a newer one.
        if (!stop.signal.aborted && error.code !== 'cancelled') setAnswer((last) => ({ ...last, key, error }));
      },
    );
    return () => stop.abort();
  }, [client, call, key, lane]);
  if (args === null) return { value: null, isCurrent: true, share: 1, error: null };
  const isCurrent = answer.key === key;
  const share = isCurrent ? 1 : progress.key === key ? progress.share : 0;
  return { value: answer.value, isCurrent, share, error: isCurrent ? answer.error : null };
}
