import { WAITING_FOR_WORK } from '@reader/analysis/kernel/syscall-kinds';
import { oneLine } from '@shared/model/plain-text';
import {
  type FailedRule,
  type Finding,
  INSIGHT_GROUPS,
  INSIGHT_SOURCES,
  type Insights,
  type QuietRule,
  type UncheckedRule,
} from '@shared/trace-view/insight';
import { type InsightFacts, insightFacts } from './facts/insight-facts';
import { NEEDS, recordedNeeds } from './facts/needs';
import type { InsightInput } from './insight-input';
import { MOST_OF_RULE } from './limits';
import type { Rule, RuleFinding } from './rule';
import { RULES } from './rules';
import { factsFor } from './sources/facts-for-rule';
import { InsightSourceReader, type SourceStates } from './sources/insight-sources';

/**
 * What stands out in a trace. Reads all sources of the rules, so parts of the trace once more.
 * @param analysed of the whole trace
 * @throws AbortError, or ReadError `cancelled`, if the signal is aborted
 */
export async function readInsights(input: Omit<InsightInput, 'sources'>, signal: AbortSignal): Promise<Insights> {
  const { trace, analysed } = input;
  const { analysis } = analysed;
  const reader = new InsightSourceReader(trace, analysis, recordedNeeds(trace.reading, analysis.eventCounts));
  await reader.readAll(signal);
  return insightsOf({ ...input, sources: reader.states });
}

/** What stands out in a trace by the rules of `rules.ts`, as far as their sources were read. */
export const insightsOf = (input: InsightInput): Insights => insightsFrom(insightFacts(input), input.sources);

type Checked =
  | { kind: 'found'; found: readonly RuleFinding[] }
  | { kind: 'pending' }
  | { kind: 'unchecked'; missing: string }
  | { kind: 'failed'; why: string };

export function insightsFrom(facts: InsightFacts, sources: SourceStates): Insights {
  const findings: Finding[] = [];
  const silent: QuietRule[] = [];
  const pending: QuietRule[] = [];
  const unchecked: UncheckedRule[] = [];
  const failed: FailedRule[] = [];
  for (const [name, rule] of Object.entries(RULES) as [string, Rule][]) {
    const quiet = { rule: name, title: rule.title, text: rule.text() };
    const checked = check(rule, facts, sources);
    if (checked.kind === 'pending') pending.push(quiet);
    else if (checked.kind === 'unchecked') unchecked.push({ ...quiet, missing: checked.missing });
    else if (checked.kind === 'failed') failed.push({ ...quiet, why: oneLine(checked.why) });
    else if (checked.found.length === 0) silent.push(quiet);
    else
      for (const { subject, ...one } of checked.found)
        findings.push({
          recordAgain: null,
          ...one,
          key: `${name} ${subject}`,
          rule: name,
          group: rule.group,
          ruleText: quiet.text,
        });
  }
  const remaining = INSIGHT_SOURCES.filter((source) => sources[source].kind === 'unread');
  return {
    findings: ranked(findings),
    silent,
    pending,
    unchecked,
    failed,
    remaining,
    waitingForWork: WAITING_FOR_WORK,
  };
}

/** An error of one rule is named, and the others are checked. */
function check(rule: Rule, facts: InsightFacts, sources: SourceStates): Checked {
  const { needs, reads = [], obstacle, find } = rule;
  const missing = needs.filter((need) => !facts.recorded[need]).map((need) => NEEDS[need]);
  if (missing.length > 0) return { kind: 'unchecked', missing: missing.join(', ') };
  for (const source of reads) {
    const state = sources[source];
    if (state.kind === 'failed') return state;
    if (state.kind === 'unread') return { kind: 'pending' };
  }
  try {
    const own = factsFor(facts, reads);
    const why = obstacle?.(own) ?? null;
    return why === null ? { kind: 'found', found: selected(find(own)) } : { kind: 'unchecked', missing: why };
  } catch (error) {
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) };
  }
}

/** The largest of each subject, and of these the largest. */
function selected(found: readonly RuleFinding[]): RuleFinding[] {
  const subjects = new Set<string>();
  return [...found]
    .sort((one, other) => rankOf(other) - rankOf(one))
    .filter(({ subject }) => !subjects.has(subject) && subjects.add(subject))
    .slice(0, MOST_OF_RULE);
}

const ranked = (findings: readonly Finding[]): Finding[] =>
  [...findings].sort(
    (one, other) =>
      INSIGHT_GROUPS.indexOf(one.group) - INSIGHT_GROUPS.indexOf(other.group) || rankOf(other) - rankOf(one),
  );

/** Findings of rules without a limit come first. */
const rankOf = ({ factor }: Pick<Finding, 'factor'>): number => factor ?? Number.MAX_VALUE;
