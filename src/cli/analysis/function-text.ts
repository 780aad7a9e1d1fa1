import type { FunctionFigure, FunctionTable, Subject, TreeNode } from '@shared/analysis/function-table';
import { durationText, momentText } from '@shared/analysis/trace-time';
import { groupBy } from '@shared/model/group-by';
import { count } from '../figures';
import { fittedTable } from '../fitted-table';

export const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;

export const duration = (ns: number | null): string => (ns === null ? '' : durationText(ns));

/** `web-1 nginx[7]`, `5 processes ls`. */
export function subjectText({ container, process, vpid, processes }: Subject): string {
  const name = process || '?';
  const who = processes > 1 ? `${count(processes)} × ${name}` : `${name}${vpid === null ? '' : `[${vpid}]`}`;
  return container === null ? who : `${container} ${who}`;
}

/** The heading of a column of subjects. It names the container that all rows have, so that the rows are shorter. */
export function subjectColumn<S extends { container: string | null }>(
  rows: readonly S[],
): { heading: string; rows: S[] } {
  const [container = null, ...others] = new Set(rows.map((row) => row.container));
  if (container === null || others.length > 0) return { heading: 'PROCESS', rows: [...rows] };
  return { heading: `PROCESS IN ${container}`, rows: rows.map((row) => ({ ...row, container: null })) };
}

const FIGURES = ['TOTAL', 'SELF', 'SHARE', 'MIN', 'P50', 'P90', 'P99', 'MAX'] as const;

/** On a narrow terminal. */
const OMITTED = ['MIN', 'P90', 'P50', 'SHARE', 'P99'] as const satisfies (typeof FIGURES)[number][];

/** The column CUT is omitted if no call was cut. @param width see TableFit */
export function functionRows(functions: readonly FunctionFigure[], width = Number.POSITIVE_INFINITY): string {
  const { heading, rows } = subjectColumn(functions);
  const someCut = rows.some((one) => one.cut > 0);
  const head = ['FUNCTION', 'CALLS', ...(someCut ? ['CUT'] : []), ...FIGURES, heading];
  return fittedTable(
    head,
    rows.map((one) => [
      one.function,
      count(one.count),
      ...(someCut ? [one.cut === 0 ? '' : count(one.cut)] : []),
      duration(one.totalNs),
      duration(one.selfNs),
      percent(one.share),
      ...[one.minNs, one.p50Ns, one.p90Ns, one.p99Ns, one.maxNs].map(duration),
      subjectText(one),
    ]),
    { width, names: [0, head.length - 1], omitted: OMITTED },
  );
}

/** Why names are missing, each reason once. */
export function unnamedNotes(functions: readonly FunctionFigure[]): string[] {
  const reasons = new Map<string, number>();
  for (const { unnamed } of functions) if (unnamed !== null) reasons.set(unnamed, (reasons.get(unnamed) ?? 0) + 1);
  return [...reasons].map(
    ([reason, number]) => `${number === 1 ? '1 function has' : `${number} functions have`} no name. ${reason}`,
  );
}

/** Nodes with a smaller share of the time are not shown. */
const LEAST_SHARE = 0.005;
const MOST_LINES = 200;

/** The tree with the largest branches first. Small branches are left out. @param width see TableFit */
export function treeText(
  { direction, nodes }: NonNullable<FunctionTable['tree']>,
  width = Number.POSITIVE_INFINITY,
): string {
  const children = groupBy(nodes.keys(), (index) => nodes[index]?.parent);
  const ofTree = (node: TreeNode): number =>
    direction === 'top-down' ? node.totalNs : node.parent < 0 ? node.selfNs : node.totalNs;
  const all = (children.get(-1) ?? []).reduce((sum, index) => sum + ofTree(nodes[index] as TreeNode), 0);
  const rows: string[][] = [];
  let hidden = 0;
  const pending = sorted(children.get(-1) ?? [], nodes, ofTree).map((index) => ({ index, depth: 0 }));
  for (let next = pending.pop(); next; next = pending.pop()) {
    const node = nodes[next.index];
    if (!node) continue;
    if (rows.length >= MOST_LINES || ofTree(node) < all * LEAST_SHARE) {
      hidden += 1;
      continue;
    }
    const { depth } = next;
    rows.push([
      percent(all === 0 ? 0 : ofTree(node) / all),
      duration(ofTree(node)),
      ...(direction === 'top-down' ? [duration(node.selfNs)] : []),
      count(node.count),
      `${'  '.repeat(depth)}${node.function}`,
    ]);
    for (const index of sorted(children.get(next.index) ?? [], nodes, ofTree))
      pending.push({ index, depth: depth + 1 });
  }
  const head = [
    'SHARE',
    direction === 'top-down' ? 'TOTAL' : 'SELF',
    ...(direction === 'top-down' ? ['SELF'] : []),
    'CALLS',
    'FUNCTION',
  ];
  const more = hidden === 0 ? '' : `\n${count(hidden)} smaller branches are not shown. --json has all.`;
  return `${fittedTable(head, rows, { width, names: [head.length - 1] })}${more}`;
}

/** Smallest first, since the last one is shown next. */
const sorted = (indexes: readonly number[], nodes: readonly TreeNode[], of: (node: TreeNode) => number): number[] =>
  [...indexes].sort((a, b) => of(nodes[a] as TreeNode) - of(nodes[b] as TreeNode));

/** Names the options that excluded all function calls. */
export function noCallsText(
  { fromNs, toNs }: FunctionTable['range'],
  selection: Partial<Record<'container' | 'process' | 'thread', string | undefined>>,
): string {
  const range = `from ${momentText(fromNs)} to ${momentText(toNs)}`;
  const options = Object.entries(selection).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name} ${value}`],
  );
  return options.length === 0
    ? `There are no function calls ${range}.`
    : `No function call ${range} matches ${options.join(' and ')}. \`summary\` lists the containers and processes.`;
}
