import type { Finding, Insights } from '@shared/trace-view/insight';
import type { TimeRange } from '../../../models/trace-view/time-range';
import { sentenceText } from '../guide/sentence-text';

/** An insight of one trace, or the same one of both. */
export interface PairedFinding {
  key: string;
  findings: readonly [Finding | null, Finding | null];
}

/** A figure with its unit. What differs only in figures says the same of both traces. */
const FIGURE = /\d[\d.,\s]*(?:ns|µs|ms|s|%|×|KiB|MiB|GiB)?(?![\p{L}\d])/gu;

const subjectOf = ({ rule, sentence }: Finding): string => `${rule} ${sentenceText(sentence).replaceAll(FIGURE, '#')}`;

/** The insights of a part of a trace. @param range null: of the whole trace */
export function insightsIn(insights: Insights | null, range: TimeRange | null): Insights | null {
  if (!insights || !range) return insights;
  const isIn = ({ place }: Finding): boolean => place.fromNs < range.toNs && place.toNs > range.fromNs;
  return { ...insights, findings: insights.findings.filter(isIn) };
}

/** Pairs the insights of two traces by rule and subject. Those of only one trace come first. */
export function pairedFindings(first: Insights, second: Insights): PairedFinding[] {
  const ofSecond = second.findings.map((finding) => ({ finding, subject: subjectOf(finding) }));
  const both: PairedFinding[] = [];
  const onlyFirst: PairedFinding[] = [];
  for (const [at, finding] of first.findings.entries()) {
    const subject = subjectOf(finding);
    const other = ofSecond.findIndex((one) => one.subject === subject);
    const match = other < 0 ? undefined : ofSecond.splice(other, 1)[0];
    if (match) both.push({ key: `both ${at}`, findings: [finding, match.finding] });
    else onlyFirst.push({ key: `first ${at}`, findings: [finding, null] });
  }
  const onlySecond = ofSecond.map(
    ({ finding }, at): PairedFinding => ({ key: `second ${at}`, findings: [null, finding] }),
  );
  return [...onlySecond, ...onlyFirst, ...both];
}
