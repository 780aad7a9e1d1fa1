import './insights.css';
import type { Insights } from '@shared/trace-view/insight';
import { ErrorNotice } from '../../../parts/Notice';
import { useInsightGuide } from '../../../stores/trace-view/insight-guide';
import { useTrace, useTraceView } from '../../../stores/trace-view/use-trace';
import { texts } from '../../../texts/en';
import { InsightBar } from './InsightBar';
import { InsightFoot } from './InsightFoot';
import { InsightItem } from './InsightItem';
import { NoInsights } from './NoInsights';
import { findingsOf, type NumberedFinding } from './numbered-findings';
import { ReadingInsights } from './ReadingInsights';
import { TimeAside } from './TimeAside';
import { useHeldInsights } from './use-held-insights';
import { useRemedies } from './use-remedies';

const { insights: labels } = texts.traceTabs;

/** What stands out in a trace, in sentences. */
export function InsightsTab() {
  const { whole, insights, go } = useTrace();
  const error = useTraceView((state) => state.insightsError);
  return (
    <div className="insights">
      <div className="insights-main">
        {error ? <ErrorNotice error={error} /> : null}
        {insights ? <FoundInsights insights={insights} /> : error ? null : <ReadingInsights />}
      </div>
      {whole ? (
        <TimeAside
          whole={whole}
          waitingForWork={insights?.waitingForWork ?? []}
          onRow={(row) => go({ tab: 'timeline', rows: [row] })}
        />
      ) : null}
    </div>
  );
}

function FoundInsights({ insights }: { insights: Insights }) {
  const { facts } = useTrace();
  const remedies = useRemedies(facts.id);
  const held = useHeldInsights();
  const { current, show } = useInsightGuide();
  const item = (numbered: NumberedFinding) => (
    <InsightItem
      key={numbered.finding.key}
      numbered={numbered}
      isSelected={numbered.number === (current ?? 0) + 1}
      onShow={() => show(numbered.number - 1)}
      remedy={remedies.of(numbered.finding.recordAgain)}
    />
  );
  const aboutRecording = findingsOf(insights, 'recording');
  return (
    <>
      <InsightBar insights={insights} />
      {insights.findings.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className="insight-scroll" tabIndex={0} aria-label={labels.list} {...held}>
          {remedies.error ? <ErrorNotice error={remedies.error} /> : null}
          <ol>{findingsOf(insights, 'program').map(item)}</ol>
          {aboutRecording.length > 0 ? (
            <>
              <h2 className="insight-part">{labels.aboutRecording}</h2>
              <ol>{aboutRecording.map(item)}</ol>
            </>
          ) : null}
        </section>
      ) : insights.pending.length > 0 ? (
        <div className="insight-scroll" />
      ) : (
        <NoInsights insights={insights} />
      )}
      <InsightFoot insights={insights} remedy={insights.findings.length > 0 ? remedies.ofMissing() : null} />
    </>
  );
}
