import type { Insights, QuietRule } from '@shared/trace-view/insight';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { ruleCounts } from './numbered-findings';

const { insights: labels } = texts.traceTabs;
const SHOWN_RULES = 3;

/** Above the list: how many rules found something, and which ones are still being checked. */
export function InsightBar({ insights }: { insights: Insights }) {
  const newer = useTraceView((state) => state.newerInsights);
  const release = useTraceView((state) => state.releaseInsights);
  const { found, all } = ruleCounts(insights);
  const more = (newer?.findings.length ?? 0) - insights.findings.length;
  return (
    <div className="trace-bar">
      <span className="trace-bar-first" role="status">
        {found > 0
          ? labels.found(`${found}`, `${all}`)
          : insights.pending.length > 0
            ? labels.nothingYet
            : labels.nothing}
      </span>
      {newer && more > 0 ? (
        <button type="button" className="trace-link" onClick={release}>
          {labels.showMore(more)}
        </button>
      ) : null}
      <span className="trace-bar-gap" />
      {insights.pending.length > 0 ? (
        <PendingRules pending={(newer ?? insights).pending} />
      ) : found > 1 ? (
        <span className="trace-cut">{labels.sorted}</span>
      ) : null}
    </div>
  );
}

function PendingRules({ pending }: { pending: readonly QuietRule[] }) {
  const progress = useTraceView((state) => state.insightProgress);
  const stop = useTraceView((state) => state.stopInsights);
  const resume = useTraceView((state) => state.continueInsights);
  const titles = pending.map(({ title }) => title);
  const named = titles.slice(0, SHOWN_RULES).join(', ');
  const more = titles.length - SHOWN_RULES;
  const isStopped = progress === 'stopped';
  return (
    <>
      <span className="trace-cut" title={titles.join('\n')}>
        {(isStopped ? labels.stopped : labels.stillChecking)(named, Math.max(0, more))}
      </span>
      <button type="button" className="trace-link" onClick={isStopped ? resume : stop}>
        {isStopped ? labels.resume : labels.stop}
      </button>
    </>
  );
}
