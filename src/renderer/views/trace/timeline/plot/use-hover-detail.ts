import { useEffect, useMemo, useState } from 'react';
import { errorOf } from '../../../../bridge';
import { announceUrgently } from '../../../../stores/announce';
import { useTraceView } from '../../../../stores/trace-view/use-trace';
import type { PlotHit } from '../../drawing/plot/plot-scene';
import { type HoverDetail, HoverDetails, hoverQuestion } from './hover-detail';

/**
 * What is known of the thing under the pointer, once the pointer has rested on it. The question is cancelled when the pointer leaves.
 * @param rested null while the pointer moves
 */
export function useHoverDetail(rested: PlotHit | null): HoverDetail | undefined {
  const client = useTraceView((state) => state.client);
  const density = useTraceView((state) => state.whole?.density);
  const details = useMemo(() => client && new HoverDetails(client), [client]);
  const question = rested && hoverQuestion(rested, density);
  const key = question && `${question.call} ${JSON.stringify(placeKey(rested, question.args))}`;
  const [answered, setAnswered] = useState<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key stands for the question
  useEffect(() => {
    if (!details || !question || key === null || details.known(key)) return;
    const stop = new AbortController();
    details.ask(key, question, stop.signal).then(
      () => setAnswered(key),
      (thrown: unknown) => {
        const error = errorOf(thrown);
        if (!stop.signal.aborted && error.code !== 'cancelled') announceUrgently(error.message);
      },
    );
    return () => stop.abort();
  }, [details, key, answered]);
  return key === null ? undefined : details?.known(key);
}

/** The same for every time in a span. */
const placeKey = (hit: PlotHit | null, args: { row: number }): unknown =>
  hit && 'span' in hit ? [args.row, hit.kind, hit.kind === 'call' ? hit.depth : 0, hit.span.beginNs] : args;
