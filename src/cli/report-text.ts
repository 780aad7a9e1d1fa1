import { type Loss, lossText } from '@shared/model/loss';
import { oneLine } from '@shared/model/plain-text';
import { areContainersKnown, type Imported, type TracedContainer, type TraceReport } from '@shared/model/trace-record';
import { containersText, count, mib, seconds } from './figures';
import { interruptedNotice } from './rows-text';

type Recording = TraceReport['recordings'][number];

/** With more leaves than this, as in a rotated trace, only their number is shown. */
const MOST_LEAVES = 4;

/** Summarises a trace in a few lines, warnings first. */
export function reportText(report: TraceReport): string {
  const interrupted = interruptedNotice([report]);
  return [
    `${report.title}  (${report.id}, ${report.state}${report.recordedOn ? ` on ${report.recordedOn}` : ''})`,
    ...(interrupted ? [interrupted] : []),
    ...report.warnings.map((warning) => `! ${warning.message}${warning.hint ? ` ${warning.hint}` : ''}`),
    `  ${count(report.events)} events, ${lossOf(report)}, ${mib(report.sizeBytes)}, ${seconds(report.durationMs)}${report.imported?.kind === 'ctf' ? '' : `, ended by ${report.endedBy ?? '…'}`}`,
    ...report.recordings.map((recording) => recordingLine(recording, report.recordings.length > 1)),
    ...(report.imported ? [importedLine(report.imported)] : []),
    ...(report.exitCode ? [`  the program exited with status ${report.exitCode}`] : []),
    ...(areContainersKnown(report, report.containers) ? [] : [`  ${containersText(null)}`]),
    ...report.containers.map(containerLine),
    `  ${report.path}`,
  ].join('\n');
}

const importedLine = ({ at, from, how, kind }: Imported): string =>
  `  imported ${at} from ${oneLine(from)}, ${kind === 'ctf' ? 'from another tool' : 'an exported trace'}, ${how === 'copy' ? 'copied' : 'by reference'}`;

const lossOf = (loss: Loss): string => `lost: ${lossText(loss, count)}`;

/** Adds events and loss only if there are several recordings; with one they equal the trace's figures. */
function recordingLine(recording: Recording, oneOfSeveral: boolean): string {
  const { domain, leaves } = recording;
  const shown =
    leaves.length === 0
      ? 'no data'
      : leaves.length > MOST_LEAVES
        ? `${leaves.length} parts, starting with ${leaves[0]?.path}`
        : leaves.map(({ path }) => path).join(', ');
  return `  ${domain}: ${oneLine(shown)}${oneOfSeveral ? `; ${count(recording.events)} events, ${lossOf(recording)}` : ''}`;
}

function containerLine({ name, pidNs, witnesses, processes, moreProcesses }: TracedContainer): string {
  const identifiedBy = witnesses.length > 0 ? ` (identified by ${witnesses.join(', ')})` : '';
  const programs = oneLine(processNames(processes.map(({ procname }) => procname)));
  return `  ${name}: pid namespace ${pidNs ?? 'unknown'}${identifiedBy}, ${programs}${moreProcesses ? ' and more' : ''}`;
}

/** `sh, 5 × ls` */
function processNames(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => (times === 1 ? name : `${times} × ${name}`)).join(', ') || 'no processes';
}
