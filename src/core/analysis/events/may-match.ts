import type { FilterTree } from '@shared/analysis/event-filter/filter-tree';
import { FILTER_SUBJECTS } from '@shared/analysis/event-filter/filter-tree';
import { type FilterFacts, filterTest } from './match-filter';

/** Only these are known before an event is decoded. */
const OF_CLASS: readonly string[] = ['name', 'domain'] satisfies (keyof FilterFacts)[];
const SUBJECTS: readonly string[] = FILTER_SUBJECTS;

/** An event class as a filter sees it before its events are decoded. */
export interface FilteredClass extends Pick<FilterFacts, 'name' | 'domain'> {
  /** Of the events, where their packet says it; -1: the events have none. Default: not known. */
  cpu?: number;
  /** Whether its events can have a field or a context of this path. Default: yes. */
  mayHave?: (path: string) => boolean;
}

const NOTHING = { container: () => null, symbol: () => null, field: () => undefined, cpu: -1 } as const;
const nobody = () => ({ name: '', id: -1 });

/**
 * Whether an event of a class can match a filter, by what its class says alone. Events of other classes need not be decoded.
 */
export const mayMatch = (tree: FilterTree, eventClass: FilteredClass): boolean =>
  classVerdict(tree, eventClass) !== false;

/** Whether all events of a class match, or none; undefined if it depends on the event. */
export function classVerdict(tree: FilterTree, eventClass: FilteredClass): boolean | undefined {
  if (tree.kind === 'compare') {
    const { subject } = tree;
    const { mayHave, ...known } = eventClass;
    const isKnown = OF_CLASS.includes(subject) || (subject === 'cpu' && known.cpu !== undefined);
    if (isKnown) return filterTest(tree)({ ...NOTHING, process: nobody, thread: nobody, ...known });
    // A comparison with a field that an event does not have is false.
    return SUBJECTS.includes(subject) || mayHave?.(subject) !== false ? undefined : false;
  }
  if (tree.kind === 'not') {
    const inner = classVerdict(tree.of, eventClass);
    return inner === undefined ? undefined : !inner;
  }
  const all = tree.all.map((one) => classVerdict(one, eventClass));
  const decisive = tree.kind === 'or';
  if (all.includes(decisive)) return decisive;
  return all.includes(undefined) ? undefined : !decisive;
}
