import type { Finding, Insights } from '@shared/trace-view/insight';
import { useMemo } from 'react';
import { UNKNOWN } from '../../../format/figures';
import { ScrollRegion } from '../../../parts/ScrollRegion';
import { texts } from '../../../texts/en';
import { Sentence } from '../guide/Sentence';
import { sentenceText } from '../guide/sentence-text';
import { pairedFindings } from './paired-findings';

const { compare: labels } = texts.traceTabs;

/** The insights of two traces: those of only one first. */
export function ComparedInsights({ insights: [first, second] }: { insights: readonly [Insights, Insights] }) {
  const pairs = useMemo(() => pairedFindings(first, second), [first, second]);
  return (
    <>
      <div className="compare-part">
        <h2>{labels.insights}</h2>
        <span className="trace-bar-gap" />
        <span className="quiet compare-factor">{labels.factorOf(labels.firstName)}</span>
        <span className="quiet compare-factor">{labels.factorOf(labels.secondName)}</span>
      </div>
      {pairs.length === 0 ? <p className="compare-none quiet">{labels.noInsights}</p> : null}
      <ScrollRegion className="compare-insights" aria-label={labels.insights}>
        <ul>
          {pairs.map(({ key, findings: [a, b] }) => {
            const shown = b ?? a;
            if (!shown) return null;
            return (
              <li key={key} className="compare-insight">
                {a && b ? (
                  <span className="quiet">{labels.both}</span>
                ) : (
                  <b>{labels.only(a ? labels.firstName : labels.secondName)}</b>
                )}
                <span className="trace-cut" title={sentenceText(shown.sentence)}>
                  <Sentence parts={shown.sentence} />
                </span>
                <span className="compare-factor figures">{factorText(a)}</span>
                <span className="compare-factor figures">{factorText(b)}</span>
              </li>
            );
          })}
        </ul>
      </ScrollRegion>
    </>
  );
}

const factorText = (finding: Finding | null): string =>
  finding === null ? UNKNOWN : finding.factor === null ? labels.found : labels.factor(finding.factor.toFixed(1));
