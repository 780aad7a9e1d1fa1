import type { ComparedFunction } from '@shared/analysis/function-comparison';
import type { FunctionFigure } from '@shared/analysis/function-table';
import { containerNameOf } from '@shared/model/labels';
import { oneLine } from '@shared/model/plain-text';
import type { TracedContainer, TraceRecord } from '@shared/model/trace-record';
import type { NamedProcess } from '../names/process-names';

type Pair = [FunctionFigure | null, FunctionFigure | null];

/**
 * Joins the functions of two traces by container, process and function name.
 * @param first grouped by subject, as functionFigures does
 * @returns the largest difference of self time first
 */
export function compareFunctions(
  first: readonly FunctionFigure[],
  second: readonly FunctionFigure[],
): ComparedFunction[] {
  const pairs = new Map<string, Pair>();
  for (const [side, figures] of [first, second].entries())
    for (const figure of figures) {
      const key = JSON.stringify([figure.container, figure.process, figure.function]);
      const pair: Pair = pairs.get(key) ?? [null, null];
      pair[side === 0 ? 0 : 1] = figure;
      pairs.set(key, pair);
    }
  const compared = [...pairs.values()].flatMap((pair) => comparedFunction(pair) ?? []);
  return compared.sort(
    (a, b) => Math.abs(b.selfDifferenceNs) - Math.abs(a.selfDifferenceNs) || (a.function < b.function ? -1 : 1),
  );
}

function comparedFunction(figures: Pair): ComparedFunction | undefined {
  const [a, b] = figures;
  const named = a ?? b;
  if (!named) return undefined;
  const difference = (of: (figure: FunctionFigure) => number): number => (b ? of(b) : 0) - (a ? of(a) : 0);
  return {
    container: named.container,
    process: named.process,
    function: named.function,
    figures,
    selfDifferenceNs: difference(({ selfNs }) => selfNs),
    totalDifferenceNs: difference(({ totalNs }) => totalNs),
    countDifference: difference(({ count }) => count),
    selfRatio: a && a.selfNs > 0 ? (b?.selfNs ?? 0) / a.selfNs : null,
  };
}

/**
 * Processes with container names that are the same in another trace. The app names the containers of a recording by its id and
 * a number, so these are called by their image, and the repetitions of a command are one.
 */
export function withComparableContainers(
  processes: readonly NamedProcess[],
  record: Pick<TraceRecord, 'id'>,
  containers: readonly TracedContainer[],
): NamedProcess[] {
  return processes.map((process) => {
    const { whose } = process;
    const container = whose.kind === 'container' ? containers[whose.container] : undefined;
    const isOurs = container?.name.startsWith(containerNameOf(record.id, 1).slice(0, -1)) === true;
    return isOurs ? { ...process, container: oneLine(container.image) } : process;
  });
}
