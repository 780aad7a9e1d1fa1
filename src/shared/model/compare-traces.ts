import { z } from 'zod';
import { oneLine } from './plain-text';
import { runIdSchema } from './run-id';
import { FACT_GROUPS, FACT_KEYS, FACTS, type FactKey, type FactsSource, type FactValue } from './trace-facts';

const valueSchema = z.union([z.string(), z.number(), z.array(z.string())]).nullable();

/** One fact of two traces. */
export const comparedFactSchema = z.object({
  key: z.enum(FACT_KEYS as [FactKey, ...FactKey[]]),
  group: z.enum(FACT_GROUPS),
  kind: z.enum(['text', 'time', 'list', 'count', 'bytes', 'ms', 'perSecond']),
  values: z.tuple([valueSchema, valueSchema]),
  /** `unknown`: at least one of the two values is not known. */
  verdict: z.enum(['same', 'differs', 'unknown']),
  /** For figures: second minus first, in the fact's unit; null if one is not known or the fact is not a figure. */
  difference: z.number().nullable(),
  /** For figures: second divided by first; null also if the first is 0. */
  ratio: z.number().nullable(),
});
export type ComparedFact = z.infer<typeof comparedFactSchema>;

/** The output of `compare --json`, which the window shows too. */
export const comparisonSchema = z.object({
  traces: z.tuple([z.object({ id: runIdSchema, title: z.string() }), z.object({ id: runIdSchema, title: z.string() })]),
  facts: z.array(comparedFactSchema),
});
export type Comparison = z.infer<typeof comparisonSchema>;

/**
 * Compares the facts of two traces, in the given order. Leaves out facts that neither trace has, such as kernel facts of two
 * userspace traces.
 */
export function compareTraces(first: FactsSource, second: FactsSource): Comparison {
  return {
    traces: [named(first), named(second)],
    facts: FACT_KEYS.map((key) => compared(key, FACTS[key].of(first), FACTS[key].of(second))).filter(
      ({ values: [a, b] }) => !(isEmpty(a) && isEmpty(b)),
    ),
  };
}

const named = ({ record }: FactsSource): { id: string; title: string } => ({
  id: record.id,
  title: oneLine(record.title),
});

const isEmpty = (value: FactValue): boolean => value === null || (typeof value !== 'number' && value.length === 0);

function compared(key: FactKey, a: FactValue, b: FactValue): ComparedFact {
  const { group, kind } = FACTS[key];
  const figures = typeof a === 'number' && typeof b === 'number';
  return {
    key,
    group,
    kind,
    values: [shown(a), shown(b)],
    verdict: a === null || b === null ? 'unknown' : JSON.stringify(a) === JSON.stringify(b) ? 'same' : 'differs',
    difference: figures ? b - a : null,
    ratio: figures && a !== 0 ? b / a : null,
  };
}

/** Text from containers and traces is shown without control characters. */
const shown = (value: FactValue): ComparedFact['values'][number] =>
  typeof value === 'string' ? oneLine(value) : value === null || typeof value === 'number' ? value : value.map(oneLine);
