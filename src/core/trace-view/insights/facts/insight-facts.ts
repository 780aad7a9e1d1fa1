import type { Analysis } from '@reader/analysis/analysis';
import type { TraceReading } from '@reader/trace-reading';
import type { TraceRecord } from '@shared/model/trace-record';
import type { InsightPlace } from '@shared/trace-view/insight';
import { type NamedFunction, namedFunctions } from '../../../analysis/functions/function-figures';
import { namedProcesses } from '../../../analysis/names/process-names';
import type { InsightInput, InsightRows } from '../insight-input';
import { type SourceValues, valuesOf } from '../sources/insight-sources';
import { type Need, recordedNeeds } from './needs';
import { type ProcessSubject, type Subjects, subjectsOf, type ThreadSubject } from './subjects';

/** What the rules look at. */
export interface InsightFacts extends SourceValues {
  analysis: Analysis;
  reading: TraceReading;
  record: TraceRecord;
  recorded: Record<Need, boolean>;
  /** Length of the trace. */
  lengthNs: number;
  subjects: Subjects;
  /** Threads of the kernel's recording about which rules speak: those of the containers, or without containers those of programs. */
  programThreads: readonly ThreadSubject[];
  /** Whether rules speak about a process: about all of them only in a trace without containers. */
  speaksOf(process: ProcessSubject): boolean;
  functions: readonly NamedFunction[];
  rows: InsightRows;
}

export function insightFacts({ trace, analysed, symbols, rows, sources }: InsightInput): InsightFacts {
  const { files, reading, attribution } = trace;
  const { analysis } = analysed;
  const named = namedProcesses(analysis, attribution, files.containers, symbols);
  const recorded = recordedNeeds(reading, analysis.eventCounts);
  const subjects = subjectsOf(analysis, named);
  const hasContainers = files.containers.length > 0;
  const speaksOf = ({ container }: ProcessSubject): boolean => !hasContainers || container !== null;
  return {
    analysis,
    reading,
    record: files.record,
    recorded,
    lengthNs: reading.span.lengthNs,
    subjects,
    programThreads: programThreads(subjects, analysis, speaksOf, recorded.syscalls),
    speaksOf,
    functions: namedFunctions(analysis, named, symbols),
    rows,
    ...valuesOf(sources),
  };
}

/** Threads of the kernel itself make no system calls. */
function programThreads(
  { kernelThreads }: Subjects,
  { syscalls }: Pick<Analysis, 'syscalls'>,
  speaksOf: InsightFacts['speaksOf'],
  hasSyscalls: boolean,
): ThreadSubject[] {
  const callers = new Set(syscalls.map(({ process }) => process));
  return kernelThreads.filter(
    ({ row, process }) => speaksOf(process) && (process.container !== null || !hasSyscalls || callers.has(row.process)),
  );
}

/** A place in the timeline, with the rows that exist. */
export const placeAt = (
  fromNs: number,
  toNs: number,
  rows: readonly (number | null)[],
  further: Partial<Pick<InsightPlace, 'function' | 'call'>> = {},
): InsightPlace => ({
  fromNs,
  toNs,
  rows: [...new Set(rows.filter((row) => row !== null))],
  function: null,
  call: null,
  ...further,
});
