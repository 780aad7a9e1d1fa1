import { type DaemonReport, type DaemonReportCode, reportsIn } from '@shared/tracing/daemon-reports';

/** Longer lines of a daemon are truncated. */
const LONGEST_LINE = 4_000;

/** Reads the output of a session daemon and collects its reports about lost events for each listener. */
export class DaemonLog {
  readonly #listeners = new Set<Map<DaemonReportCode, DaemonReport>>();
  #rest = '';

  /** @param text a chunk of the output, split anywhere */
  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines)
      for (const report of reportsIn(line.slice(0, LONGEST_LINE)))
        for (const reports of this.#listeners) reports.set(report.code, report);
  }

  /** Starts listening. @returns a function that stops it and returns each kind of report once */
  listen(): () => DaemonReport[] {
    const reports = new Map<DaemonReportCode, DaemonReport>();
    this.#listeners.add(reports);
    return () => {
      this.#listeners.delete(reports);
      return [...reports.values()];
    };
  }
}
