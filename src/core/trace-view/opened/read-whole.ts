import type { Analysis } from '@reader/analysis/analysis';
import type { WholeTrace } from '@shared/trace-view/timeline-rows';
import type { AnalysisCache, AnalysisKey } from '../../analysis/cache/analysis-cache';
import { findHostThreads, type HostThreads, namespacedKey } from '../../analysis/export/host-threads';
import { type NamedProcess, namedProcesses, processKey } from '../../analysis/names/process-names';
import { NO_SYMBOLS } from '../../analysis/names/trace-symbols';
import type { OpenedTrace } from '../../analysis/open-trace';
import { rangeOf } from '../../analysis/part-of-trace';
import { basisOf } from '../../analysis/summary/basis';
import { unreadPlaces } from '../../analysis/unread-places';
import { blockedBy } from '../rows/blocked-by';
import { buildRows } from '../rows/build-rows';
import { dumpedNames } from '../rows/dumped-names';
import { exactDensity } from '../rows/exact-density';
import { rowFigures } from '../rows/row-figures';
import { RowTable } from '../rows/row-table';
import { needHostIds } from '../rows/same-threads';
import { contentOfThreads } from '../rows/thread-content';
import type { CallTools } from '../serving/serve-calls';
import { type WholePass, wholePass } from './whole-pass';

/** What the pass over the whole trace says, and its rows. */
export interface Whole extends WholePass {
  table: RowTable;
  answer: WholeTrace;
}

const NO_HOST: HostThreads = { tids: new Map(), processes: new Map() };

/** Reads the whole trace, or its cache, and builds its rows. @throws ReadError, AbortError */
export async function readWhole(
  trace: OpenedTrace,
  cache: AnalysisCache,
  key: AnalysisKey,
  tools: CallTools,
): Promise<Whole> {
  const { reading } = trace;
  const pass = await wholePass(trace, cache, key, tools);
  const { analysis, warnings } = pass.analysed;
  const host = await hostThreads(trace, analysis.threads, tools.signal);
  const named = await rowNames(trace, analysis, tools.signal);
  const table = new RowTable(buildRows(trace, analysis, host, contentOfThreads(analysis, pass.picture), named));
  return {
    ...pass,
    table,
    answer: {
      rows: table.rows,
      figures: rowFigures(table, analysis),
      density: exactDensity(reading, analysis),
      events: analysis.eventCounts.reduce((sum, count) => sum + count, 0),
      basis: basisOf(reading, analysis.eventCounts),
      blockedBy: blockedBy(pass.picture),
      unread: unreadPlaces(warnings),
    },
  };
}

/** Rows do not wait for the load events, which can take seconds to read: state dumps name what threads do not. */
async function rowNames(trace: OpenedTrace, analysis: Analysis, signal: AbortSignal): Promise<NamedProcess[]> {
  const { files, attribution } = trace;
  const named = namedProcesses(analysis, attribution, files.containers, NO_SYMBOLS);
  const dumped = await dumpedNames(trace, analysis, named, signal);
  if (dumped.size === 0) return named;
  const executableOf = (process: Parameters<typeof processKey>[0]): string | null =>
    dumped.get(processKey(process, -1)) ?? null;
  return namedProcesses(analysis, attribution, files.containers, { executableOf });
}

/** Which threads of userspace are which threads of the kernel. Reads only as far as needed. */
function hostThreads(
  { reading, attribution: { epochs } }: OpenedTrace,
  threads: Whole['analysed']['analysis']['threads'],
  signal: AbortSignal,
): Promise<HostThreads> | HostThreads {
  const wanted = needHostIds(threads).map(({ pidNs, epoch, tid }) => namespacedKey(pidNs, epoch, tid));
  if (wanted.length === 0) return NO_HOST;
  const isEnough = ({ tids }: HostThreads): boolean =>
    tids.size >= wanted.length && wanted.every((one) => tids.has(one));
  return findHostThreads(reading, rangeOf({}, reading.span.lengthNs), epochs, signal, isEnough);
}
