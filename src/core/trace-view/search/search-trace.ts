import { oneLine } from '@shared/model/plain-text';
import type { SearchMatches } from '@shared/trace-view/trace-search';
import { functionKey } from '../functions/function-key';
import type { TraceView } from '../opened/trace-view';
import type { CallTools } from '../serving/serve-calls';

const MOST_MATCHES = 200;

/**
 * Finds functions, rows and event names that contain a text, in any case. Functions with the most calls come first, rows in their
 * order, events with the highest count first.
 */
export async function searchTrace(view: TraceView, text: string, tools: CallTools): Promise<SearchMatches> {
  const { table, analysed } = await view.whole(tools);
  const { analysis } = analysed;
  const wanted = text.toLowerCase();
  const matches = (name: string): boolean => name.toLowerCase().includes(wanted);
  const processRows = table.ofProcesses(analysis);
  const named = await view.functions(tools);
  const functions = named.filter(({ label }) => matches(label)).sort((a, b) => b.row.calls.count - a.row.calls.count);
  const rows = [...table.rows.keys()].filter((row) => {
    const { kind, name = '', fullName, number } = table.rows[row] ?? {};
    return kind !== 'cpu' && kind !== 'cpus' && (matches(name) || matches(fullName ?? '') || String(number) === text);
  });
  const events = [...eventCounts(view, analysis.eventCounts)].filter(([name]) => matches(name));
  events.sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
  return {
    functions: functions.slice(0, MOST_MATCHES).map(({ row, label }) => {
      const process = processRows[row.process] ?? -1;
      const thread = analysis.threads[row.calls.maxThread];
      const maxRow = thread ? table.ofThread(thread) : -1;
      return {
        key: functionKey(process, row.address),
        name: label,
        row: process,
        count: row.calls.count,
        maxNs: row.calls.maxNs,
        maxAtNs: row.calls.maxAtNs,
        maxRow: maxRow < 0 ? process : maxRow,
      };
    }),
    rows: rows.slice(0, MOST_MATCHES),
    events: events.slice(0, MOST_MATCHES).map(([name, count]) => ({ name, count })),
    all: { functions: functions.length, rows: rows.length, events: events.length },
  };
}

/** Events that the trace has, by name. Classes of several recordings with one name are one. */
export function eventCounts({ trace }: TraceView, counts: Float64Array): Map<string, number> {
  const byName = new Map<string, number>();
  for (const [index, { class: of }] of trace.reading.eventClasses.entries()) {
    const count = counts[index] ?? 0;
    const name = oneLine(of.name);
    if (count > 0) byName.set(name, (byName.get(name) ?? 0) + count);
  }
  return byName;
}
