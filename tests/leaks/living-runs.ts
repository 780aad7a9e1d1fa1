import { readJournals } from '@core/journal/journal';
import { isRunning } from '@core/process/identity';
import { type WatchdogOrders, watchdogOrdersSchema } from '@core/watchdog/watchdog-orders';
import type { RunningProcess } from './processes';

/** What a watchdog was told, which its command line shows. */
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

/** Runs that go on: their process lives, and each such process has a watchdog that names its library. */
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
