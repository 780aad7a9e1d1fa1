import { AnalysisCache } from '@core/analysis/cache/analysis-cache';
import { TraceFiles } from '@core/analysis/files/trace-files';
import { NO_SYMBOLS } from '@core/analysis/names/trace-symbols';
import { openedTrace } from '@core/analysis/open-trace';
import { TraceView } from '@core/trace-view/opened/trace-view';
import { viewPicture } from '@core/trace-view/picture/view-picture';
import { rowFigures } from '@core/trace-view/rows/row-figures';
import type { CallTools } from '@core/trace-view/serving/serve-calls';
import { LANE_KINDS, PICTURE_STATES, type Picture, WHOLE_SPAN } from '@shared/trace-view/picture';
import type { CoarseState, StateInterval, ThreadStates } from './thread-states';

/** Ranges in which the times of each state are added up, and pictures are compared. */
const PARTS = 7;
const COLUMNS = 4_000;
const ROWS_OF_PICTURE = 1_000;
const FIGURES = { running: 'runningNs', waiting: 'waitingNs', blocked: 'blockedNs' } as const;

export interface StatesCompared {
  /** Sums and spans that were compared. */
  sums: number;
  spans: number;
  /** What differs, one sentence each. */
  differences: string[];
}

/**
 * Compares the states that the trace view shows of each thread with those that follow from babeltrace2's text: the sums of parts of the
 * trace, and each span of the timeline that is at least a column wide.
 * @param folder of a trace @param cacheDir for the analysis
 */
export async function compareStates(folder: string, cacheDir: string, expected: ThreadStates): Promise<StatesCompared> {
  const files = await TraceFiles.open(folder);
  const tools: CallTools = { signal: new AbortController().signal, onShare: () => undefined };
  try {
    const view = new TraceView(
      await openedTrace(files),
      new AnalysisCache(cacheDir),
      async () => NO_SYMBOLS,
      tools.signal,
    );
    const { table, kept } = await view.whole(tools);
    const { beginNs } = view.trace.reading.span;
    const compared: StatesCompared = { sums: 0, spans: 0, differences: [] };
    const rows = [...expected.byTid].map(([tid, intervals]) => ({ tid, intervals, row: table.ofKey(`host ${tid}`) }));
    for (const { tid, row } of rows) if (row < 0) compared.differences.push(`Thread ${tid} has no row.`);
    const known = rows.filter(({ row }) => row >= 0);
    for (let part = 0; part < PARTS; part += 1) {
      const at = (share: number): number => Math.floor((view.lengthNs * share) / PARTS);
      const range = { fromNs: at(part), toNs: at(part + 1) };
      const figures = rowFigures(table, await view.analysed(range, tools));
      for (const { tid, intervals, row } of known)
        for (const [state, column] of Object.entries(FIGURES) as [
          keyof typeof FIGURES,
          (typeof FIGURES)[keyof typeof FIGURES],
        ][]) {
          const wanted = sumOf(intervals, state, figures, beginNs);
          const found = figures[column][row] ?? Number.NaN;
          compared.sums += 1;
          if (found !== wanted && !(wanted === 0 && Number.isNaN(found)))
            compared.differences.push(
              `Thread ${tid} is ${state} for ${found} ns instead of ${wanted} ns in part ${part}.`,
            );
        }
      const shown = known.slice(0, ROWS_OF_PICTURE);
      const picture = await viewPicture(view, { range, columns: COLUMNS, rows: shown.map(({ row }) => row) }, tools);
      for (const { tid, intervals, row } of shown) compareSpans(picture, row, tid, intervals, beginNs, compared);
    }
    await kept();
    return compared;
  } finally {
    await files.close();
  }
}

/** Whole nanoseconds that a thread is in a state within a range. The last range of a trace includes its last event, and ends 1 ns after it. */
function sumOf(
  intervals: readonly StateInterval[],
  state: CoarseState,
  { fromNs, toNs }: { fromNs: number; toNs: number },
  beginNs: bigint,
): number {
  let sum = 0;
  for (const one of intervals) {
    if (one.state !== state) continue;
    const from = Math.max(fromNs, Number(one.fromNs - beginNs));
    const to = Math.min(toNs, one.toNs === undefined ? toNs : Number(one.toNs - beginNs));
    sum += Math.max(0, to - from);
  }
  return sum;
}

function compareSpans(
  { lanes, spans, fromNs, toNs }: Picture,
  row: number,
  tid: number,
  intervals: readonly StateInterval[],
  beginNs: bigint,
  compared: StatesCompared,
): void {
  for (const lane of lanes.row.keys()) {
    if (lanes.row[lane] !== row || LANE_KINDS[lanes.kind[lane] ?? 0] !== 'state') continue;
    for (let span = lanes.first[lane] ?? 0; span < (lanes.first[lane + 1] ?? 0); span += 1) {
      const state = coarse(spans.value[span] ?? 0);
      if (spans.part[span] !== WHOLE_SPAN || state === 'unknown') continue;
      compared.spans += 1;
      const [begin, end] = [spans.beginNs[span] ?? 0, spans.endNs[span] ?? 0];
      const isThere = intervals.some((one) => {
        const from = Number(one.fromNs - beginNs);
        const to = one.toNs === undefined ? Number.POSITIVE_INFINITY : Number(one.toNs - beginNs);
        // A span that reaches an edge of the picture may begin before it, or end after it.
        const isBegin = from === begin || (begin <= fromNs && from <= begin);
        return one.state === state && isBegin && (to === end || (end >= toNs && to >= end));
      });
      if (!isThere) compared.differences.push(`Thread ${tid} is not ${state} from ${begin} to ${end} ns.`);
    }
  }
}

function coarse(value: number): CoarseState {
  const state = PICTURE_STATES[value] ?? 'unknown';
  if (state === 'running' || state === 'unknown') return state;
  return state === 'waiting-to-run' ? 'waiting' : 'blocked';
}
