import type { Analysis } from '@reader/analysis/analysis';
import type { FunctionComparison } from '@shared/analysis/function-comparison';
import type { FunctionFigure } from '@shared/analysis/function-table';
import { AppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import type { TraceRecord } from '@shared/model/trace-record';
import type { Symboliser } from '../../symbols/symboliser';
import { namedProcesses } from '../names/process-names';
import type { OpenedTrace } from '../open-trace';
import { compareFunctions, withComparableContainers } from './compare-functions';
import { functionFigures, namedFunctions } from './function-figures';

/** The functions of a whole trace by container, process and name as another trace can have them. */
export function comparableFunctions(
  { files: { record, containers }, attribution }: OpenedTrace,
  analysis: Analysis,
  symbols: Symboliser,
): FunctionFigure[] {
  const processes = namedProcesses(analysis, attribution, containers, symbols);
  const named = withComparableContainers(processes, record, containers);
  return functionFigures(namedFunctions(analysis, named, symbols), 'subject');
}

type Compared = [Pick<TraceRecord, 'id' | 'title'>, readonly FunctionFigure[]];

/** @param limit of the compared functions */
export function functionComparison(first: Compared, second: Compared, limit: number): FunctionComparison {
  const functions = compareFunctions(first[1], second[1]);
  return {
    traces: [comparedTrace(first), comparedTrace(second)],
    all: functions.length,
    functions: functions.slice(0, limit),
  };
}

const comparedTrace = ([{ id, title }, { length }]: Compared): FunctionComparison['traces'][number] => ({
  id,
  title: oneLine(title),
  functions: length,
});

/** @throws AppError `config` */
export function expectTwoTraces(first: string, second: string): void {
  if (first === second)
    throw new AppError('config', 'A trace cannot be compared with itself.', {
      hint: 'Use the ids of two different traces. `list` shows the ids.',
    });
}
