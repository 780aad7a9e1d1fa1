import type { Finding, InsightGroup, Insights } from '@shared/trace-view/insight';

export interface NumberedFinding {
  /** From 1; the same number as on the overview. */
  number: number;
  finding: Finding;
}

/** The findings of a group with their numbers. Findings about the recording come last, but keep their number. */
export const findingsOf = (insights: Insights, group: InsightGroup): NumberedFinding[] =>
  insights.findings
    .map((finding, at) => ({ number: at + 1, finding }))
    .filter(({ finding }) => finding.group === group);

/** Number of rules that found something, and of all rules. */
export function ruleCounts({ findings, silent, pending, unchecked, failed }: Insights): { found: number; all: number } {
  const found = new Set(findings.map(({ rule }) => rule)).size;
  return { found, all: found + silent.length + pending.length + unchecked.length + failed.length };
}

/** What several unchecked rules miss, each once. */
export const missingOf = ({ unchecked }: Insights): string[] => [...new Set(unchecked.map(({ missing }) => missing))];
