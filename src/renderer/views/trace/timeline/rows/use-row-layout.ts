import type { RowFigures, WholeTrace } from '@shared/trace-view/timeline-rows';
import { useEffect, useMemo, useRef, useState } from 'react';
import { errorOf } from '../../../../bridge';
import { lengthOf } from '../../../../models/trace-view/time-range';
import { announceUrgently } from '../../../../stores/announce';
import { useRowChoices } from '../../../../stores/trace-view/row-choices';
import { useTrace } from '../../../../stores/trace-view/use-trace';
import { layRows, type RowLayout } from './lay-rows';
import { type RowTree, rowTree, shownRow } from './row-children';
import { zoomStep } from './shown-levels';

/** The rows in their places, and their figures in the range: those of an earlier range until the next ones are there. */
export function useRowLayout(whole: WholeTrace): { tree: RowTree; layout: RowLayout; figures: RowFigures } {
  const figures = useRangeFigures(whole);
  const { place } = useTrace();
  const { toggled, hidden, pinned, sort, order, filter, showsHidden, showsTracer } = useRowChoices();
  const { rows, call } = place;
  // A search or a wake-up can select a thread of the tracer.
  const isTracerShown = showsTracer || [...rows, call?.row ?? -1].some((row) => whole.rows[row]?.isOfTracer === true);
  const tree = useMemo(() => rowTree(whole.rows, isTracerShown), [whole, isTracerShown]);
  const zoom = useZoomStep();
  const layout = useMemo(() => {
    const choice = { toggled, hidden, pinned, sort, order, filter, showsHidden, showsTracer: isTracerShown };
    const selected = new Set([...rows, ...(call ? [call.row] : [])].map((row) => shownRow(tree, row)));
    return layRows({ tree, whole: whole.figures, figures, choice, zoom, call, selected });
  }, [
    tree,
    whole,
    figures,
    toggled,
    hidden,
    pinned,
    sort,
    order,
    filter,
    showsHidden,
    isTracerShown,
    zoom,
    rows,
    call,
  ]);
  return { tree, layout, figures };
}

function useZoomStep(): number {
  const { range } = useTrace();
  const before = useRef<number | null>(null);
  const step = zoomStep(lengthOf(range), before.current);
  before.current = step;
  return step;
}

/** The figures of all rows in the range. Of two questions, the later one supersedes the earlier one. */
export function useRangeFigures(whole: WholeTrace): RowFigures {
  const { client, place } = useTrace();
  const [answer, setAnswer] = useState<RowFigures>(whole.figures);
  const { range } = place;
  useEffect(() => {
    if (range === null) {
      setAnswer(whole.figures);
      return;
    }
    const stop = new AbortController();
    client.ask('figures', { range }, { lane: 'row-figures', signal: stop.signal }).then(
      (figures) => {
        if (!stop.signal.aborted) setAnswer(figures);
      },
      (thrown: unknown) => {
        const error = errorOf(thrown);
        if (!stop.signal.aborted && error.code !== 'cancelled') announceUrgently(error.message);
      },
    );
    return () => stop.abort();
  }, [client, range, whole]);
  return answer;
}
