import type { AccidentOrders } from './accident-orders';

export type Outcome = 'nothing' | 'kept' | 'either';

export interface StepCase {
  when: AccidentOrders['when'];
  /** The expected content of the library afterwards. */
  left: Outcome;
}

/** At the start of the step, and in the middle of it. */
const at = (middle: number, left: Outcome): StepCase[] => [
  { when: 'started', left },
  { when: middle, left },
];

/** The moments of every step of the demo's plan, and of the steps before it. The tests fail if a step is missing. */
export const killCases: Record<string, StepCase[]> = {
  image: at(30, 'nothing'),
  look: at(150, 'nothing'),
  folder: at(2, 'nothing'),
  daemon: at(60, 'nothing'),
  session: at(5, 'nothing'),
  channel: at(10, 'nothing'),
  events: at(5, 'nothing'),
  start: at(5, 'nothing'),
  // With a fast engine the step may be over in its middle, and the container is running.
  'create-1': [
    { when: 'started', left: 'nothing' },
    { when: 40, left: 'either' },
  ],
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

/** After Cancel nothing is left, however much was recorded. The last step is too short to be caught in its middle. */
export const cancelCases: Record<string, StepCase[]> = {
  ...Object.fromEntries(
    Object.entries(killCases).map(([step, moments]) => [
      step,
      moments.filter(({ when }) => when !== 2_500).map(({ when }): StepCase => ({ when, left: 'nothing' })),
    ]),
  ),
  close: [{ when: 'started', left: 'nothing' }],
};

/** After Stop the recorded part is kept. Before the container starts there is nothing to keep. */
export const stopCases: Record<string, StepCase[]> = {
  ...killCases,
  'create-1': [{ when: 'started', left: 'nothing' }], // in its middle the step may be over, and the container starts
  'run-1': [
    { when: 'started', left: 'kept' },
    { when: 'output', left: 'kept' },
  ],
  close: [{ when: 'started', left: 'kept' }],
};

/** Steps that the demo's plan does not have: the second of several containers, and a program on the host. */
export const secondKillCases: Record<string, StepCase[]> = {
  'create-2': [{ when: 'started', left: 'kept' }],
  'run-2': [{ when: 'started', left: 'kept' }],
  'remove-2': [{ when: 'started', left: 'kept' }],
};
export const hostKillCases: Record<string, StepCase[]> = {
  'program-1': [
    { when: 'started', left: 'either' },
    { when: 'output', left: 'either' },
  ],
};

/** The same cases for Cancel. */
export const cancelled = (cases: Record<string, StepCase[]>): Record<string, StepCase[]> =>
  Object.fromEntries(
    Object.entries(cases).map(([step, moments]) => [
      step,
      moments.map(({ when }): StepCase => ({ when, left: 'nothing' })),
    ]),
  );

export type Row = [string, StepCase['when'], Outcome];

/** `[step, when, left]` of a table, for it.each. */
export const rowsOf = (cases: Record<string, StepCase[]>): Row[] =>
  Object.entries(cases).flatMap(([step, moments]) => moments.map(({ when, left }): Row => [step, when, left]));

/** Only the last moment of some steps, for tests that differ from the full ones only by the engine. */
export const lastMoments = (cases: Record<string, StepCase[]>, steps: readonly string[]): Row[] =>
  steps.flatMap((step) => (cases[step] ?? []).slice(-1).map(({ when, left }): Row => [step, when, left]));
