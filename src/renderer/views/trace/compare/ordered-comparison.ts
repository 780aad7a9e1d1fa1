import type { ComparedFunction, FunctionComparison } from '@shared/analysis/function-comparison';

/** Beyond this part of the first figure a difference counts: 10 %. */
const NOTABLE = 0.1;
/** 110 / 100 is slightly more than 1.1 in floating point. */
const SLACK = 1e-9;

/** The comparison with the traces the other way round. */
export function swapped({ traces, functions, all }: FunctionComparison): FunctionComparison {
  const [first, second] = traces;
  return {
    all,
    traces: [second, first],
    functions: functions.map((one) => {
      const [a, b] = one.figures;
      return {
        ...one,
        figures: [b, a],
        selfDifferenceNs: -one.selfDifferenceNs,
        totalDifferenceNs: -one.totalDifferenceNs,
        countDifference: -one.countDifference,
        selfRatio: b && b.selfNs > 0 ? (a?.selfNs ?? 0) / b.selfNs : null,
      };
    }),
  };
}

/** Whether the self times differ by more than 10 %; also if only one trace called the function. */
export const isNotable = ({ selfRatio }: ComparedFunction): boolean =>
  selfRatio === null || Math.abs(selfRatio - 1) > NOTABLE + SLACK;

/** Number of functions with a longer self time in the second trace, with a shorter one, and the others. */
export function countsOf(functions: readonly ComparedFunction[]): { longer: number; shorter: number; same: number } {
  const notable = functions.filter((one) => isNotable(one) && one.selfDifferenceNs !== 0);
  const longer = notable.filter(({ selfDifferenceNs }) => selfDifferenceNs > 0).length;
  return { longer, shorter: notable.length - longer, same: functions.length - notable.length };
}

/** `×15.7`, `×0.92`; empty if the function was not called in the first trace. */
export const ratioText = (ratio: number | null): string =>
  ratio === null ? '' : `×${ratio >= 100 ? ratio.toFixed(0) : ratio >= 10 ? ratio.toFixed(1) : ratio.toFixed(2)}`;
