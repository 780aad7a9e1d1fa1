import type { ComparedFact, Comparison } from '@shared/model/compare-traces';
import { FACT_GROUP_LABELS, FACT_LABELS } from '@shared/model/fact-labels';
import { FACT_GROUPS } from '@shared/model/trace-facts';
import { count, mib, moment, seconds, table } from './figures';

/** Longer cells are truncated, so that long commands do not break the table. `--json` prints them completely. */
const WIDEST = 48;
export const NO_DIFFERENCE = 'The two traces have the same known values.';
const MARKS: Record<ComparedFact['verdict'], string> = { same: '', differs: '≠', unknown: '?' };

/** Formats two traces as an aligned table with one section per kind of fact. Differing facts are marked. */
export function compareText({ traces, facts }: Comparison, onlyDifferent: boolean): string {
  const shown = onlyDifferent ? facts.filter(({ verdict }) => verdict === 'differs') : facts;
  if (shown.length === 0) return NO_DIFFERENCE;
  const rows = FACT_GROUPS.flatMap((group) => {
    const own = shown.filter((fact) => fact.group === group);
    return own.length === 0 ? [] : [[FACT_GROUP_LABELS[group].toUpperCase(), '', '', '', ''], ...own.map(cells)];
  });
  return table(
    ['', ' ', cut(traces[0].title), cut(traces[1].title), 'DIFFERENCE'],
    [['Id', '', traces[0].id, traces[1].id, ''], ...rows],
  );
}

const cells = (fact: ComparedFact): string[] => [
  `  ${FACT_LABELS[fact.key]}`,
  MARKS[fact.verdict],
  ...fact.values.map((value) => cut(valueText(value, fact.kind))),
  differenceText(fact),
];

function valueText(value: ComparedFact['values'][number], kind: ComparedFact['kind']): string {
  if (value === null) return 'unknown';
  if (typeof value === 'number') return figureText(value, kind);
  if (value.length === 0) return 'none';
  if (typeof value !== 'string') return value.join(', ');
  return kind === 'time' ? moment(value) : value;
}

function figureText(value: number, kind: ComparedFact['kind']): string {
  if (kind === 'bytes') return mib(value);
  if (kind === 'ms') return seconds(value);
  return count(kind === 'perSecond' ? Math.round(value) : value);
}

/** `+120 (×1.50)`; empty for equal values. */
function differenceText({ difference, ratio, kind }: ComparedFact): string {
  if (!difference) return '';
  const sign = difference > 0 ? '+' : '−';
  return `${sign}${figureText(Math.abs(difference), kind)}${ratio === null ? '' : ` (×${ratio.toFixed(2)})`}`;
}

function cut(text: string): string {
  const characters = [...text];
  return characters.length > WIDEST ? `${characters.slice(0, WIDEST - 1).join('')}…` : text;
}
