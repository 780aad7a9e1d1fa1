import { type DaemonReport, type DaemonReportCode, reportsIn } from '@shared/tracing/daemon-reports';

/** A daemon's line is cut here; what is behind it says nothing more. */
const LONGEST_LINE = 4_000;

/** Reads what a session daemon prints while recordings run, and keeps what it says of lost events. */
export class DaemonLog {
  readonly #listeners = new Set<Map<DaemonReportCode, DaemonReport>>();
  #rest = '';

  /** @param text as it comes, cut anywhere */
  add(text: string): void {
    const lines = (this.#rest + text).split('\n');
    this.#rest = (lines.pop() ?? '').slice(0, LONGEST_LINE);
    for (const line of lines)
      for (const report of reportsIn(line.slice(0, LONGEST_LINE)))
        for (const heard of this.#listeners) heard.set(report.code, report);
  }

  /** @returns ends the listening, and gives each kind of report since it began once */
  listen(): () => DaemonReport[] {
    const heard = new Map<DaemonReportCode, DaemonReport>();
    this.#listeners.add(heard);
    return () => {
      this.#listeners.delete(heard);
      return [...heard.values()];
    };
  }
}
