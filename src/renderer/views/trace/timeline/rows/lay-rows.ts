import type { RowFigures, TimelineRow } from '@shared/trace-view/timeline-rows';
import type { CallPlace } from '@shared/trace-view/trace-place';
import { filterWords, isNamedBy, type RowChoice, type RowSort } from '../../../../models/trace-view/row-choice';
import { rowHeight } from '../../drawing/rows/row-measures';
import type { RowTree } from './row-children';
import { shownLevels } from './shown-levels';

/** A row of the timeline in its place. Lengths are CSS pixels; `y` is from the top of all rows, or of all pinned rows. */
export interface LaidRow {
  row: number;
  kind: TimelineRow['kind'];
  /** From 0. */
  level: number;
  y: number;
  height: number;
  /** The row whose states, system calls and calls it shows. */
  lanesOf: number;
  /** Whether its levels of calls, or the rows below it, are shown; null if it has neither. */
  isExpanded: boolean | null;
  /** Levels of calls that it shows at this zoom. */
  callLevels: number;
  /** Position among its siblings, from 1, and their number. */
  position: number;
  siblings: number;
}

export interface RowLayout {
  rows: readonly LaidRow[];
  pinned: readonly LaidRow[];
  height: number;
  pinnedHeight: number;
  /** Rows that are hidden by the user, by the filter, or because they have no activity in the range. */
  hiddenCount: number;
  /** Threads and processes of the tracer, shown or not. */
  tracerRows: number;
}

/** Threads that are open at first: those with the most activity, as long as their levels of calls are few. */
const OPEN_AT_FIRST = 2;
const MOST_LEVELS_AT_FIRST = 24;

export interface RowInput {
  tree: RowTree;
  /** Of the whole trace: the order of the rows does not change with the range. */
  whole: RowFigures;
  /** Of the range: rows without activity are hidden. */
  figures: RowFigures;
  choice: RowChoice;
  /** See zoomStep. */
  zoom: number;
  /** The selected call, whose level is shown at any zoom. */
  call: CallPlace | null;
  /** They are shown even without activity. */
  selected: ReadonlySet<number>;
}

/** Puts the rows in their places. Linear in the number of rows, apart from sorting. */
export function layRows(input: RowInput): RowLayout {
  const { tree, choice } = input;
  const shown = shownRows(input);
  const opened = openAtFirst(tree, input.whole);
  const pinnedRoots = choice.pinned ?? new Set(tree.roots.filter((row) => tree.rows[row]?.kind === 'cpus'));
  const order = siblingOrder(input);
  const tracerRows = tree.rows.filter(({ isOfTracer, parent }) => isOfTracer && !tree.rows[parent]?.isOfTracer).length;
  let hiddenCount = 0;

  const place = (roots: readonly number[], firstLevel: number, skipsPinned: boolean): LaidRow[] => {
    const laid: LaidRow[] = [];
    let y = 0;
    const visit = (siblings: readonly number[], level: number): void => {
      const kept = siblings.filter((row) => shown[row] === 1 && !(skipsPinned && pinnedRoots.has(row)));
      if (skipsPinned) hiddenCount += siblings.filter((row) => shown[row] === 0).length;
      order(kept).forEach((row, index) => {
        const one = laidRow(input, opened, row);
        laid.push({ ...one, level, y, position: index + 1, siblings: kept.length });
        y += one.height;
        if (one.isExpanded === true && one.lanesOf === row) visit(tree.childrenOf[row] ?? [], level + 1);
      });
    };
    visit(roots, firstLevel);
    return laid;
  };
  const pinned = place([...pinnedRoots], 0, false);
  const rows = place(tree.roots, 0, true);
  return { rows, pinned, height: heightOf(rows), pinnedHeight: heightOf(pinned), hiddenCount, tracerRows };
}

const heightOf = (rows: readonly LaidRow[]): number => {
  const last = rows.at(-1);
  return last ? last.y + last.height : 0;
};

function laidRow({ tree, choice, zoom, call }: RowInput, opened: ReadonlySet<number>, row: number) {
  const lanesOf = tree.lanesOf[row] ?? row;
  const lanes = tree.rows[lanesOf] as TimelineRow;
  const { kind } = tree.rows[row] as TimelineRow;
  const isThread = kind === 'thread' || lanesOf !== row;
  const children = tree.childrenOf[row] ?? [];
  const canOpen = isThread ? lanes.callLevels > 0 || lanes.hasSyscalls : children.length > 0;
  const isOpenAtFirst = isThread ? opened.has(lanesOf) : kind !== 'cpus';
  const isExpanded = canOpen ? (choice.toggled.get(row) ?? isOpenAtFirst) : null;
  const { hasSyscalls, hasStates } = lanes;
  const selectedLevel = call?.row === lanesOf ? call.depth + 1 : 0;
  const callLevels =
    isThread && isExpanded === true ? Math.max(shownLevels(lanes, zoom), selectedLevel) : lanes.callLevels;
  const cpus = kind === 'cpus' ? children.length : 0;
  const shape = { kind, isOpen: isThread && isExpanded === true, callLevels, hasSyscalls, hasStates, cpus, isThread };
  // A process without a curve has nothing to draw, and is as high as a collapsed thread.
  const hasCurve = kind !== 'process' || isThread || lanes.hasMemory;
  const height = hasCurve ? Math.max(PLAIN_HEIGHT, rowHeight(shape)) : PLAIN_HEIGHT;
  return { row, kind, height, lanesOf, isExpanded, callLevels };
}
/** A name needs that much. CSS pixels. */
const PLAIN_HEIGHT = 24;

/** By row: 1 if it is shown. A row is shown with everything above it, and with everything below it if the filter names it. */
function shownRows({ tree, figures, choice, selected }: RowInput): Uint8Array {
  const shown = new Uint8Array(tree.rows.length);
  const words = filterWords(choice.filter);
  const isNamed = new Uint8Array(tree.rows.length);
  const isHidden = new Uint8Array(tree.rows.length);
  tree.rows.forEach((one, row) => {
    const { parent, kind, isOfTracer } = one;
    isNamed[row] = isNamed[parent] === 1 || isNamedBy(one, words) ? 1 : 0;
    isHidden[row] = isHidden[parent] === 1 || (!choice.showsHidden && choice.hidden.has(row)) ? 1 : 0;
    const isQuiet = !choice.showsHidden && !selected.has(row) && !isActive(figures, row, kind);
    shown[row] = isNamed[row] === 1 && isHidden[row] === 0 && !isQuiet ? 1 : 0;
    if (isOfTracer && !choice.showsTracer) shown[row] = 0;
  });
  for (let row = tree.rows.length - 1; row >= 0; row -= 1) {
    const parent = tree.rows[row]?.parent ?? -1;
    if (shown[row] === 1 && parent >= 0) shown[parent] = 1;
  }
  return shown;
}

/** CPUs are always shown: an idle one says something, too. */
const isActive = (figures: RowFigures, row: number, kind: TimelineRow['kind']): boolean =>
  kind === 'cpus' || kind === 'cpu' || (figures.events[row] ?? 0) > 0 || (figures.runningNs[row] ?? 0) > 0;

/** Running time, or else events. */
const activityOf = ({ runningNs, events }: RowFigures, row: number): number => {
  const running = runningNs[row] ?? Number.NaN;
  return Number.isNaN(running) ? (events[row] ?? 0) : running;
};

function siblingOrder({ tree, whole, choice }: RowInput): (siblings: readonly number[]) => number[] {
  const nameOf = (row: number): string => tree.rows[row]?.name ?? '';
  const numberOf = (row: number): number => tree.rows[row]?.number ?? 0;
  const compare: Record<RowSort, (a: number, b: number) => number> = {
    activity: (a, b) => activityOf(whole, b) - activityOf(whole, a),
    name: (a, b) => nameOf(a).localeCompare(nameOf(b), undefined, { numeric: true }) || numberOf(a) - numberOf(b),
    time: (a, b) => (tree.rows[a]?.firstNs ?? 0) - (tree.rows[b]?.firstNs ?? 0),
  };
  // CPUs keep the order of their numbers, and stay below everything else.
  const rank = (row: number): number => (tree.rows[row]?.kind === 'cpus' ? 1 : 0);
  return (siblings) => {
    const placed = placesBy(choice.order.get(parentOf(tree, siblings)) ?? []);
    return [...siblings].sort((a, b) => {
      if (tree.rows[a]?.kind === 'cpu') return numberOf(a) - numberOf(b);
      return rank(a) - rank(b) || placed(a) - placed(b) || compare[choice.sort](a, b) || a - b;
    });
  };
}

const parentOf = (tree: RowTree, [first = -1]: readonly number[]): number => tree.rows[first]?.parent ?? -1;

/** The position of rows in an order; the others come after it. */
function placesBy(order: readonly number[]): (row: number) => number {
  const at = new Map(order.map((row, index) => [row, index]));
  return (row) => at.get(row) ?? order.length;
}

function openAtFirst(tree: RowTree, whole: RowFigures): ReadonlySet<number> {
  const threads = tree.rows.flatMap(({ kind, callLevels }, row) =>
    kind === 'thread' && callLevels > 0 && callLevels <= MOST_LEVELS_AT_FIRST ? [row] : [],
  );
  threads.sort((a, b) => activityOf(whole, b) - activityOf(whole, a));
  return new Set(threads.slice(0, OPEN_AT_FIRST));
}

/** The first row whose end is below a height. */
export function firstRowAt(rows: readonly LaidRow[], y: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const row = rows[middle];
    if (row && row.y + row.height <= y) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The rows between two heights. */
export function rowsBetween(rows: readonly LaidRow[], top: number, bottom: number): LaidRow[] {
  const from = firstRowAt(rows, top);
  let to = from;
  while (to < rows.length && (rows[to]?.y ?? 0) < bottom) to += 1;
  return rows.slice(from, to);
}
