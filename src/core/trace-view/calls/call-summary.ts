import type { Analysis } from '@reader/analysis/analysis';
import { syscallName } from '@reader/scan/plan/event-kinds';
import { oneLine } from '@shared/model/plain-text';
import type { CallDetail, CallSummary } from '@shared/trace-view/call-detail';
import type { CallPlace } from '@shared/trace-view/trace-place';
import { type TraceView, withoutProgress } from '../opened/trace-view';
import { rowFigures } from '../rows/row-figures';
import type { RowTable } from '../rows/row-table';
import type { CallTools } from '../serving/serve-calls';
import { CallParts } from './call-parts';
import { type FoundSpan, findSpan, SYSCALL_DEPTH } from './find-span';

interface SummarisedCall {
  summary: CallSummary;
  found: FoundSpan;
  parts: CallParts;
}

/** The call or the system call at a place, in what a tooltip shows. @returns null if there is none @throws ReadError, AbortError */
export async function callSummary(view: TraceView, place: CallPlace, tools: CallTools): Promise<CallSummary | null> {
  return (await summarisedCall(view, place, tools))?.summary ?? null;
}

/** Finds a call and follows what its thread did meanwhile. @returns null if there is none @throws ReadError, AbortError */
export async function summarisedCall(
  view: TraceView,
  place: CallPlace,
  { signal, onShare }: CallTools,
): Promise<SummarisedCall | null> {
  const quiet = withoutProgress({ signal, onShare });
  const found = await findSpan(view, place, { signal, onShare: (share) => onShare(share / 2) });
  if (!found) return null;
  const { table } = await view.whole(quiet);
  const { beginNs, endNs, isEndKnown } = found;
  const { row, depth } = place;
  const parts = new CallParts(table, view.trace.reading, row, depth, { fromNs: beginNs, toNs: endNs });
  const during = await view.follow(
    { fromNs: beginNs, toNs: endNs + 1 },
    parts,
    { signal, onShare: (share) => onShare((1 + share) / 2) },
    row,
  );
  const process = table.parentOf(row);
  const functionName = await view.functionNames(quiet);
  const isCall = depth !== SYSCALL_DEPTH;
  const summary: CallSummary = {
    row,
    kind: isCall ? 'call' : 'syscall',
    depth: Math.max(0, depth),
    ...nameOf(found, view, (address) => functionName(process, address)),
    beginNs,
    endNs,
    isBeginKnown: true,
    isEndKnown,
    selfNs: isCall && parts.childNs !== null ? Math.max(0, endNs - beginNs - parts.childNs) : null,
    caller: parts.caller === null ? null : functionName(process, parts.caller).name,
    states: during && statesOf(during, table, row),
  };
  return { summary, found, parts };
}

function nameOf(
  { value }: FoundSpan,
  { trace: { reading } }: TraceView,
  functionName: (address: bigint) => { key: string; name: string },
): Pick<CallDetail, 'name' | 'function'> {
  if ('eventClass' in value)
    return { name: oneLine(syscallName(reading.eventClasses[value.eventClass]?.class.name ?? '')), function: null };
  const { key, name } = functionName(value.address);
  return { name, function: key };
}

function statesOf(during: Analysis, table: RowTable, row: number): CallDetail['states'] {
  const figures = rowFigures(table, during);
  const of = (column: Float64Array): number => column[row] ?? Number.NaN;
  const runningNs = of(figures.runningNs);
  if (Number.isNaN(runningNs)) return null;
  return { runningNs, waitingNs: of(figures.waitingNs), blockedNs: of(figures.blockedNs) };
}
