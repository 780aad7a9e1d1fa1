import { readJournals } from '@core/journal/read-journals';
import { isRunning } from '@core/process/identity';
import { type WatchdogOrders, watchdogOrdersSchema } from '@core/watchdog/watchdog-orders';
import type { RunningProcess } from './processes';

/** The arguments of a watchdog, from its command line. */
export function ordersOf(process: RunningProcess): WatchdogOrders | undefined {
  const script = process.argv.findIndex((word) => /(^|\/)watchdog[^/]*\.js$/.test(word));
  const text = process.argv[script + 1];
  if (script < 0 || text === undefined) return undefined;
  try {
    return watchdogOrdersSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // another program's watchdog
  }
}

/** Finds runs in progress: their process is running, and its watchdog names the library. */
export function livingRuns(processes: readonly RunningProcess[]): Set<string> {
  const libraries = new Set(
    processes.flatMap((process) => {
      const orders = ordersOf(process);
      return orders && isRunning(orders.owner) ? [orders.libraryDir] : [];
    }),
  );
  return new Set(
    [...libraries].flatMap((library) =>
      readJournals(library)
        .journals.filter((journal) => isRunning(journal.owner))
        .map((journal) => journal.runId),
    ),
  );
}
