import type { ThreadRow } from '@reader/analysis/analysis';
import { matchesWildcards } from '@shared/analysis/event-filter/wildcards';
import {
  type FunctionSort,
  type FunctionTable,
  sortedFunctions,
  type TreeDirection,
} from '@shared/analysis/function-table';
import type { Symboliser } from '../../symbols/symboliser';
import type { AnalysedTrace } from '../analysed-trace';
import { type NamedProcess, namedProcesses } from '../names/process-names';
import type { OpenedTrace } from '../open-trace';
import { basisOf, missingNotes } from '../summary/basis';
import { unreadPlaces } from '../unread-places';
import { bottomUpTree, topDownTree } from './call-trees';
import { functionFigures, type Grouping, namedFunctions } from './function-figures';

/** Which functions are selected. Names may have wildcards; a process and a thread may be given by id. */
export interface FunctionSelection {
  container?: string | undefined;
  process?: string | undefined;
}

export interface FunctionQuery extends FunctionSelection {
  sort: FunctionSort;
  grouping: Grouping;
  limit: number;
  tree: TreeDirection | null;
}

/** The table of functions, and the call tree if the query asks for it. */
export function functionTable(
  { files, reading, attribution }: OpenedTrace,
  { analysis, warnings }: AnalysedTrace,
  symbols: Symboliser,
  query: FunctionQuery,
): FunctionTable {
  const named = namedProcesses(analysis, attribution, files.containers, symbols);
  const all = namedFunctions(analysis, named, symbols);
  const selected = all.filter(({ process }) => isSelected(process, query));
  const figures = sortedFunctions(functionFigures(selected, query.grouping), query.sort);
  const labels = new Map(selected.map((one) => [one.row, one.label]));
  const label = (index: number): string | undefined => {
    const row = analysis.functions[index];
    return row && labels.get(row);
  };
  const treeOf = { 'top-down': topDownTree, 'bottom-up': bottomUpTree } as const satisfies Record<
    TreeDirection,
    unknown
  >;
  const isWhole = analysis.fromNs === 0 && analysis.toNs >= reading.span.lengthNs;
  const basis = basisOf(reading, analysis.eventCounts);
  return {
    id: files.record.id,
    range: { fromNs: analysis.fromNs, toNs: analysis.toNs },
    notes: [
      ...(isWhole && !basis.calls
        ? missingNotes({ scheduling: true, calls: false, syscalls: true, pageFaults: true })
        : []),
      ...unreadPlaces(warnings).map((place) => `! Not read: ${place}`),
    ],
    all: figures.length,
    functions: figures.slice(0, query.limit),
    tree: query.tree && { direction: query.tree, nodes: treeOf[query.tree](analysis, label) },
  };
}

function isSelected({ container, name, vpid }: NamedProcess, selection: FunctionSelection): boolean {
  if (selection.container !== undefined && !(container !== null && matchesWildcards(selection.container, container)))
    return false;
  return selection.process === undefined || matchesNameOrId(selection.process, name, vpid);
}

/** Whether a thread is selected by its name or id. */
export const isThread = (selection: string, { name, tid }: Pick<ThreadRow, 'name' | 'tid'>): boolean =>
  matchesNameOrId(selection, name, tid);

const matchesNameOrId = (selection: string, name: string, id: number): boolean =>
  matchesWildcards(selection, name) || (/^\d+$/.test(selection) && Number(selection) === id);
