import type { FieldValue } from '@reader/events/event';
import type { Comparison, FilterSubjectName, FilterTree, FilterValue } from '@shared/analysis/event-filter/filter-tree';
import { hasWildcards, matchesWildcards } from '@shared/analysis/event-filter/wildcards';

/** A process or thread of an event. */
export interface NamedId {
  name: string;
  /** -1: not known. */
  id: number;
}

/** What a filter sees of one event. Only what the filter compares is asked for. */
export interface FilterFacts {
  name: string;
  domain: 'userspace' | 'kernel';
  /** -1: not known. */
  cpu: number;
  /** Null if the container cannot be told, or there is none. */
  container(): string | null;
  process(): NamedId;
  thread(): NamedId;
  /** Name of the function of the event; null without one. */
  symbol(): string | null;
  /** The field at a path such as `addr.port`, in the payload or else in a context; undefined without it. */
  field(path: string): FieldValue | undefined;
}

type Test = (facts: FilterFacts) => boolean;

/** Compiles a filter. A comparison with a field that the event does not have is false, also with `!=`. */
export function filterTest(tree: FilterTree): Test {
  if (tree.kind === 'not') {
    const inner = filterTest(tree.of);
    return (facts) => !inner(facts);
  }
  if (tree.kind === 'compare') return comparisonTest(tree.subject, tree.comparison, tree.value);
  const all = tree.all.map(filterTest);
  return tree.kind === 'and' ? (facts) => all.every((one) => one(facts)) : (facts) => all.some((one) => one(facts));
}

type Subject = (facts: FilterFacts, comparison: Comparison, value: FilterValue) => boolean;

const text =
  (of: (facts: FilterFacts) => string | null): Subject =>
  (facts, comparison, value) => {
    const actual = of(facts);
    return actual !== null && equalText(actual, value) === (comparison === '=');
  };

const namedId =
  (of: (facts: FilterFacts) => NamedId): Subject =>
  (facts, comparison, value) => {
    const { name, id } = of(facts);
    if (value.number === null) return equalText(name, value) === (comparison === '=');
    const isEqual = compared(id, '=', value.number) || name === value.text;
    return comparison === '=' || comparison === '!='
      ? isEqual === (comparison === '=')
      : compared(id, comparison, value.number);
  };

const SUBJECTS = {
  name: text(({ name }) => name),
  container: text((facts) => facts.container()),
  process: namedId((facts) => facts.process()),
  thread: namedId((facts) => facts.thread()),
  domain: text(({ domain }) => domain),
  cpu: ({ cpu }, comparison, { number }) => number !== null && compared(cpu, comparison, number),
  symbol: text((facts) => facts.symbol()),
} as const satisfies Record<FilterSubjectName, Subject>;

function comparisonTest(subject: string, comparison: Comparison, value: FilterValue): Test {
  if (Object.hasOwn(SUBJECTS, subject)) {
    const test: Subject = SUBJECTS[subject as FilterSubjectName];
    return (facts) => test(facts, comparison, value);
  }
  return (facts) => {
    const field = facts.field(subject);
    return field !== undefined && fieldTest(field, comparison, value);
  };
}

function fieldTest(field: FieldValue, comparison: Comparison, value: FilterValue): boolean {
  const number = numberOf(field);
  if (comparison !== '=' && comparison !== '!=')
    return number !== null && value.number !== null && compared(number, comparison, value.number);
  const texts = textsOf(field);
  if (number === null && texts.length === 0) return false;
  const isEqual =
    texts.some((one) => equalText(one, value)) ||
    (number !== null && value.number !== null && compared(number, '=', value.number));
  return isEqual === (comparison === '=');
}

/** The number of a field, also of an enumeration. */
function numberOf(field: FieldValue): number | bigint | null {
  if (typeof field === 'number' || typeof field === 'bigint') return field;
  return isEnum(field) ? field.value : null;
}

/** What a field is called: its text, the labels of an enumeration, true or false. */
function textsOf(field: FieldValue): readonly string[] {
  if (typeof field === 'string') return [field];
  if (typeof field === 'boolean') return [String(field)];
  return isEnum(field) ? field.labels : [];
}

const isEnum = (field: FieldValue): field is Extract<FieldValue, { labels: readonly string[] }> =>
  typeof field === 'object' && field !== null && 'labels' in field;

const equalText = (actual: string, { text: expected, isQuoted }: FilterValue): boolean =>
  isQuoted || !hasWildcards(expected) ? actual === expected : matchesWildcards(expected, actual);

/** JavaScript compares numbers and bigints by their mathematical values (ECMA-262, 7.2.12 and 7.2.13). */
function compared(actual: number | bigint, comparison: Comparison, expected: number | bigint): boolean {
  switch (comparison) {
    case '=':
      return actual >= expected && actual <= expected;
    case '!=':
      return actual < expected || actual > expected;
    case '<':
      return actual < expected;
    case '<=':
      return actual <= expected;
    case '>':
      return actual > expected;
    case '>=':
      return actual >= expected;
  }
}
