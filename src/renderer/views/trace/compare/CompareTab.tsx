import './compare-tab.css';
import { momentText } from '@shared/analysis/trace-time';
import { useEffect, useMemo, useState } from 'react';
import { clocksMatch } from '../../../models/trace-view/alignment';
import { Button } from '../../../parts/Button';
import { ErrorNotice } from '../../../parts/Notice';
import { useComparison } from '../../../stores/trace-view/comparison';
import { useTrace } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { useTraceAnswer } from '../table/use-trace-answer';
import { CompareBar } from './CompareBar';
import { ComparedFunctions } from './ComparedFunctions';
import { ComparedInsights } from './ComparedInsights';
import { ComparedStates } from './ComparedStates';
import { ComparePicker } from './ComparePicker';
import { swapped } from './ordered-comparison';
import { insightsIn } from './paired-findings';
import { useComparedRange, useFiguresIn } from './use-compared-range';
import { type OtherTrace, useOtherTrace } from './use-other-trace';

const { compare: labels, empty } = texts.traceTabs;

/** The opened trace beside another one of the library. */
export function CompareTab() {
  const { facts, place, go } = useTrace();
  const { comparedWith } = place;
  if (comparedWith === null || comparedWith === facts.id)
    return <ComparePicker openedId={facts.id} onPick={(id) => go({ comparedWith: id })} />;
  return <Compared key={comparedWith} otherId={comparedWith} />;
}

function Compared({ otherId }: { otherId: string }) {
  const { client, facts, whole, insights, go } = useTrace();
  const other = useOtherTrace(otherId);
  const opened: OtherTrace = { client, facts, whole, insights, error: null };
  const [isSwapped, setIsSwapped] = useState(false);
  const { range, otherRange, isOutside } = useComparedRange(other);
  const isReady = whole !== null && other.facts !== null && !isOutside;
  const answer = useTraceAnswer(client, 'compare', isReady ? { otherId, range, otherRange } : null, 'compare');
  const figures = useFiguresIn(opened, range, 'compared-figures');
  const otherFigures = useFiguresIn(other, otherRange, 'compared-figures');
  const firstId = isSwapped ? facts.id : otherId;
  const comparison = useMemo(
    () => answer.value && (answer.value.traces[0].id === firstId ? answer.value : swapped(answer.value)),
    [answer.value, firstId],
  );
  useStartWithoutClock(opened, other);
  /** The other trace is the first one: differences then say what the opened one has more. */
  const inOrder = <T,>(ofOther: T, ofOpened: T): [T, T] => (isSwapped ? [ofOpened, ofOther] : [ofOther, ofOpened]);
  const pair = inOrder(other, opened);
  const error = answer.error ?? other.error;
  const [first, second] = inOrder(insightsIn(other.insights, otherRange), insightsIn(insights, range));
  return (
    <div className="compare-tab">
      <CompareBar pair={pair} onSwap={() => setIsSwapped(!isSwapped)} />
      {range ? (
        <div className="compare-range">
          <span className="figures">{labels.range(momentText(range.fromNs), momentText(range.toNs))}</span>
          <Button className="button-small" onClick={() => go({ range: null })}>
            {empty.wholeTrace}
          </Button>
        </div>
      ) : null}
      {error ? (
        <div className="trace-tab-error">
          <ErrorNotice error={error} />
        </div>
      ) : null}
      {isOutside ? (
        <p className="trace-tab-reading quiet" role="status">
          {labels.outside(other.facts?.title ?? '')}
        </p>
      ) : (
        <>
          {first && second ? <ComparedInsights insights={[first, second]} /> : null}
          {error ? null : <ComparedFunctions comparison={comparison} pair={pair} />}
          {pair[0].whole && pair[1].whole ? (
            <ComparedStates pair={pair} figures={inOrder(otherFigures, figures)} />
          ) : null}
        </>
      )}
    </div>
  );
}

/** The alignment of the last comparison may not be possible for these traces. */
function useStartWithoutClock({ facts: one }: OtherTrace, { facts: other }: OtherTrace): void {
  const canUseClock = !one || !other || clocksMatch(one, other);
  useEffect(() => {
    if (!canUseClock) useComparison.getState().align('start');
  }, [canUseClock]);
}
