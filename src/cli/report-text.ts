import { oneLine } from '@shared/model/plain-text';
import type { TraceReport } from '@shared/model/trace-record';
import { count, mib, seconds } from './figures';

/** A trace in a few lines: warnings first. */
export function reportText(report: TraceReport): string {
  const lost = `${count(report.discardedEvents)} discarded, ${count(report.lostPackets)} packets lost`;
  return [
    `${report.title}  (${report.id}, ${report.state})`,
    ...report.warnings.map((warning) => `! ${warning.message}${warning.hint ? ` ${warning.hint}` : ''}`),
    `  ${count(report.events)} events, ${lost}, ${mib(report.sizeBytes)}, ${seconds(report.durationMs)}, ended by ${report.endedBy ?? '…'}`,
    ...(report.exitCode ? [`  the program ended with status ${report.exitCode}`] : []),
    ...report.containers.map(
      (container) =>
        `  ${container.name}: pid namespace ${container.pidNs ?? 'unknown'}, ${oneLine(processNames(container.processes.map((process) => process.procname)))}`,
    ),
    `  ${report.path}`,
  ].join('\n');
}

/** `sh, 5 × ls` */
function processNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return (
    [...counts].map(([name, times]) => (times === 1 ? name : `${times} × ${name}`)).join(', ') || 'no process seen'
  );
}
