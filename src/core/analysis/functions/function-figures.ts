import type { Analysis, DurationStats, FunctionRow } from '@reader/analysis/analysis';
import type { FunctionFigure, Subject } from '@shared/analysis/function-table';
import { oneLine } from '@shared/model/plain-text';
import { gapText } from '@shared/symbols/name-gap';
import { type FunctionAt, labelOf, type Symboliser } from '../../symbols/symboliser';
import type { NamedProcess } from '../names/process-names';
import { mergedStats, NO_DURATIONS, percentileNs } from './duration-stats';

/** Which functions are one row. `name`: of all processes · `subject`: of processes of the same container and name · `process`: of one process. */
export type Grouping = 'name' | 'subject' | 'process';

export interface NamedFunction {
  row: FunctionRow;
  process: NamedProcess;
  label: string;
  found: FunctionAt;
}

/** Names the functions of an analysis, in its order. A function of a process without a row is left out. */
export function namedFunctions(
  { functions, processes }: Pick<Analysis, 'functions' | 'processes'>,
  named: readonly NamedProcess[],
  symbols: Symboliser,
): NamedFunction[] {
  return functions.flatMap((row) => {
    const process = named[row.process];
    const key = processes[row.process];
    if (!process || !key) return [];
    const found = symbols.functionAt(key, row.address, row.calls.maxAtNs);
    return { row, process, found, label: oneLine(labelOf(found, row.address)) };
  });
}

interface Group {
  first: NamedFunction;
  processes: Set<NamedProcess>;
  stats: DurationStats;
  selfNs: number;
  totalNs: number;
  cut: number;
}

/** Groups functions and calculates their figures, in no particular order. */
export function functionFigures(functions: readonly NamedFunction[], grouping: Grouping): FunctionFigure[] {
  const groups = new Map<string, Group>();
  for (const one of functions) {
    const key = keyOf(one, grouping);
    const group = groups.get(key) ?? {
      first: one,
      processes: new Set(),
      stats: NO_DURATIONS,
      selfNs: 0,
      totalNs: 0,
      cut: 0,
    };
    groups.set(key, group);
    group.processes.add(one.process);
    group.stats = mergedStats(group.stats, one.row.calls);
    group.selfNs += one.row.selfNs;
    group.totalNs += one.row.totalNs;
    group.cut += one.row.cut;
  }
  const all = [...groups.values()];
  const selfNs = all.reduce((sum, group) => sum + group.selfNs, 0);
  return all.map((group) => figureOf(group, selfNs));
}

function keyOf({ process, label, found }: NamedFunction, grouping: Grouping): string {
  const subject = [process.container, process.name];
  const whose = { name: [], subject, process: [...subject, process.vpid, process.threads[0]] }[grouping];
  return JSON.stringify([label, found.binary, ...whose]);
}

function figureOf({ first, processes, stats, selfNs, totalNs, cut }: Group, allSelfNs: number): FunctionFigure {
  const { found } = first;
  const hasCalls = stats.count > 0;
  return {
    ...subjectOf([...processes]),
    function: first.label,
    binary: found.binary === null ? null : oneLine(found.binary),
    unnamed: found.name === null ? unnamedText(found) : null,
    count: stats.count,
    cut,
    totalNs,
    selfNs,
    share: allSelfNs === 0 ? 0 : selfNs / allSelfNs,
    minNs: hasCalls ? stats.minNs : null,
    p50Ns: percentileNs(stats, 0.5),
    p90Ns: percentileNs(stats, 0.9),
    p99Ns: percentileNs(stats, 0.99),
    maxNs: hasCalls ? stats.maxNs : null,
    maxAtNs: hasCalls ? stats.maxAtNs : null,
  };
}

function unnamedText({ gap }: Extract<FunctionAt, { name: null }>): string {
  const { what, remedy } = gapText(gap);
  return oneLine(`${what} ${remedy}`);
}

/** The common container and name of processes. */
export function subjectOf(processes: readonly NamedProcess[]): Subject {
  const [first] = processes;
  const same = <T>(of: (process: NamedProcess) => T): T | undefined =>
    first && processes.every((one) => of(one) === of(first)) ? of(first) : undefined;
  return {
    container: same(({ container }) => container) ?? null,
    process: same(({ name }) => name) ?? '',
    vpid: processes.length === 1 && first && first.vpid >= 0 ? first.vpid : null,
    processes: processes.length,
  };
}
