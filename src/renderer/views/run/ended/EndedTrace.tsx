import './ended.css';
import { useEffect } from 'react';
import { count } from '../../../format/figures';
import { Button } from '../../../parts/Button';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { showTrace } from '../../../stores/trace-view/show-trace';
import { useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { InsightItem } from '../../trace/insights/InsightItem';
import { useHeldInsights } from '../../trace/insights/use-held-insights';
import { Overview } from '../../trace/overview/Overview';

const { ended: labels } = texts.run;
const MOST_INSIGHTS = 4;

/** The trace of an ended run: its overview and its first insights. The trace is opened for it. */
export function EndedTrace({ id, title }: { id: string; title: string }) {
  const isOpen = useTraceView((state) => state.id === id && state.facts !== null && state.client !== null);
  const error = useTraceView((state) => (state.id === id ? state.error : null));
  useEffect(() => void useTraceView.getState().open(id, title), [id, title]);
  if (error)
    return (
      <p className="ended-problem quiet">
        {labels.noOverview} {error.message}
      </p>
    );
  return (
    <div className="ended-trace">
      {isOpen ? <Overview /> : <div className="ended-opening" />}
      <FirstInsights id={id} title={title} />
    </div>
  );
}

function FirstInsights({ id, title }: { id: string; title: string }) {
  const insights = useTraceView((state) => (state.id === id ? state.insights : null));
  const failed = useTraceView((state) => (state.id === id ? state.insightsError : null));
  const readShare = useTraceView((state) => (state.id === id ? state.readShare : 0));
  const { show } = useInsightGuide();
  const held = useHeldInsights();
  const all = insights?.findings ?? [];
  const first = all.slice(0, MOST_INSIGHTS).map((finding, index) => ({ number: index + 1, finding }));
  return (
    <section className="ended-insights" aria-label={labels.insights}>
      <header>
        <h2>{labels.insights}</h2>
        <p className="quiet figures">
          {failed
            ? failed.message
            : insights
              ? labels.found(count(Math.min(all.length, MOST_INSIGHTS)), count(all.length))
              : labels.reading(count(Math.floor(readShare * 100)))}
        </p>
        <Button className="button-small" onClick={() => showTrace(id, title, { tab: 'insights' })}>
          {labels.showAll}
        </Button>
      </header>
      <ol {...held}>
        {first.map((numbered) => (
          <InsightItem
            key={numbered.finding.key}
            numbered={numbered}
            isSelected={false}
            onShow={() => show(numbered.number - 1)}
          />
        ))}
      </ol>
    </section>
  );
}
