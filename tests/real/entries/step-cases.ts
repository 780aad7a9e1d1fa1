import type { AccidentOrders } from './accident-orders';

export type Outcome = 'nothing' | 'kept' | 'either';

export interface StepCase {
  when: AccidentOrders['when'];
  /** What is to be in the library afterwards. */
  left: Outcome;
}

/** As it begins, and in the middle of it. */
const at = (middle: number, left: Outcome): StepCase[] => [
  { when: 'started', left },
  { when: middle, left },
];

/** Every step of the demo's plan, with those before it. A step that is not here fails the tests: give it its moments. */
export const killCases: Record<string, StepCase[]> = {
  image: at(30, 'nothing'),
  look: at(150, 'nothing'),
  folder: at(2, 'nothing'),
  daemon: at(60, 'nothing'),
  session: at(5, 'nothing'),
  channel: at(10, 'nothing'),
  events: at(5, 'nothing'),
  start: at(5, 'nothing'),
  'create-1': at(40, 'nothing'),
  'run-1': [
    { when: 'started', left: 'either' },
    { when: 'output', left: 'either' },
    { when: 2_500, left: 'kept' },
  ],
  'remove-1': at(30, 'kept'),
  stop: at(5, 'kept'),
  counters: at(5, 'kept'),
  destroy: at(5, 'kept'),
  close: at(5, 'kept'),
};

/** A step that changes nothing itself may be over when the accident comes; the one that follows it is then the one hit. */
export const cancelCases: Record<string, StepCase[]> = {
  ...killCases,
  'run-1': [
    { when: 'started', left: 'nothing' },
    { when: 'output', left: 'nothing' },
  ],
  'remove-1': at(30, 'nothing'),
  stop: at(5, 'nothing'),
  counters: at(5, 'nothing'),
  destroy: at(5, 'nothing'),
  close: [{ when: 'started', left: 'nothing' }],
};

export const stopCases: Record<string, StepCase[]> = {
  ...killCases,
  'run-1': [
    { when: 'started', left: 'kept' },
    { when: 'output', left: 'kept' },
  ],
};

/** `[step, when, left]` of a table, for it.each; only some steps when named. */
export const rowsOf = (
  cases: Record<string, StepCase[]>,
  steps: readonly string[] = Object.keys(cases),
): [string, StepCase['when'], Outcome][] =>
  steps.flatMap((step) =>
    (cases[step] ?? []).map(({ when, left }): [string, StepCase['when'], Outcome] => [step, when, left]),
  );
