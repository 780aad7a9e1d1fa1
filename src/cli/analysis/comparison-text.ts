import type { ComparedFunction, FunctionComparison } from '@shared/analysis/function-comparison';
import { durationText } from '@shared/analysis/trace-time';
import { count } from '../figures';
import { fittedTable } from '../fitted-table';
import { duration, subjectColumn } from './function-text';

/** Two traces' functions side by side, the largest difference of self time first. @param width see TableFit */
export function functionComparisonText(
  { traces: [first, second], functions, all }: FunctionComparison,
  width = Number.POSITIVE_INFINITY,
): string {
  if (functions.length === 0) return 'Neither trace has function calls.';
  const { heading, rows } = subjectColumn(functions);
  const head = ['FUNCTION', 'SELF 1', 'SELF 2', 'DIFFERENCE', '', 'CALLS 1', 'CALLS 2', 'P50 1', 'P50 2', heading];
  const more = all - functions.length;
  return [
    `1: ${first.title}  (${first.id})`,
    `2: ${second.title}  (${second.id})`,
    fittedTable(head, rows.map(cells), { width, names: [0, head.length - 1], omitted: ['P50 1', 'P50 2'] }),
    ...[first, second].flatMap(({ functions: calls }, side) =>
      calls === 0 ? [`Trace ${side + 1} has no function calls.`] : [],
    ),
    ...(more > 0 ? [`${count(more)} more functions. Use --limit to show them.`] : []),
  ].join('\n');
}

function cells({
  function: name,
  container,
  process,
  figures,
  selfDifferenceNs,
  selfRatio,
}: ComparedFunction): string[] {
  const [a, b] = figures;
  return [
    name,
    duration(a?.selfNs ?? null),
    duration(b?.selfNs ?? null),
    signed(selfDifferenceNs),
    ratioText(figures, selfRatio),
    a ? count(a.count) : '',
    b ? count(b.count) : '',
    duration(a?.p50Ns ?? null),
    duration(b?.p50Ns ?? null),
    `${container === null ? '' : `${container} `}${process || '?'}`,
  ];
}

/** A function that only one of the traces calls has no ratio. */
function ratioText([a, b]: ComparedFunction['figures'], ratio: number | null): string {
  if (!a) return 'new';
  if (!b) return 'gone';
  return ratio === null ? '' : `×${ratio.toFixed(2)}`;
}

const signed = (ns: number): string => (ns === 0 ? '' : `${ns > 0 ? '+' : '−'}${durationText(Math.abs(ns))}`);
