import type { ComparedFact, Comparison } from '@shared/model/compare-traces';
import { count, duration, size } from '../../../format/figures';
import { moment } from '../../../format/moment';
import { texts } from '../../../texts/en';

const { compare: labels } = texts;
const endedBy: Readonly<Record<string, string>> = texts.detail.endedBy;
const MINUS = '−';

/** Formats a value for its column. */
export function valueText(value: ComparedFact['values'][number], { key, kind }: ComparedFact): string {
  if (value === null) return labels.notKnown;
  if (typeof value === 'number') return formatFigure(value, kind);
  if (value.length === 0) return labels.none;
  if (typeof value !== 'string') return value.join(', ');
  if (kind === 'time') return moment(value);
  return key === 'endedBy' ? (endedBy[value] ?? value) : value;
}

function formatFigure(value: number, kind: ComparedFact['kind']): string {
  if (kind === 'bytes') return size(value);
  if (kind === 'ms') return duration(value);
  return count(value);
}

/** Formats second − first; empty if the values are equal or are not numbers. */
export function differenceText({ difference, kind }: ComparedFact): string {
  if (!difference) return '';
  return `${difference > 0 ? '+' : MINUS}${formatFigure(Math.abs(difference), kind)}`;
}

/** Formats second ÷ first, `×1.50`; empty if there is none or the values are the same. */
export const ratioText = ({ ratio, verdict }: ComparedFact): string =>
  ratio === null || verdict === 'same' ? '' : `×${ratio.toFixed(2)}`;

/** The comparison for a mail or an issue: columns separated by tabs, which a spreadsheet accepts, with the ids. */
export function comparisonText({ traces, facts }: Comparison): string {
  const rows = facts.map((fact) => [
    labels.facts[fact.key],
    ...fact.values.map((value) => valueText(value, fact)),
    fact.verdict === 'differs' ? differenceText(fact) || labels.differs : '',
    ratioText(fact),
  ]);
  const head = [labels.fact, traces[0].title, traces[1].title, labels.difference, labels.ratio];
  return [head, ['Id', traces[0].id, traces[1].id], ...rows].map((row) => row.join('\t').trimEnd()).join('\n');
}
