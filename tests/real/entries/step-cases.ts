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
  // In its middle it may be over with a quick engine, and the container runs.
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

/** Cancelled, nothing is left, however much had been recorded; the last step ends too soon to be caught in its middle. */
export const cancelCases: Record<string, StepCase[]> = {
  ...Object.fromEntries(
    Object.entries(killCases).map(([step, moments]) => [
      step,
      moments.filter(({ when }) => when !== 2_500).map(({ when }): StepCase => ({ when, left: 'nothing' })),
    ]),
  ),
  close: [{ when: 'started', left: 'nothing' }],
};

/** Stopped, what was recorded is kept; as long as no container was started there is nothing to keep. */
export const stopCases: Record<string, StepCase[]> = {
  ...killCases,
  'create-1': [{ when: 'started', left: 'nothing' }], // in its middle it may be over, and the container starts
  'run-1': [
    { when: 'started', left: 'kept' },
    { when: 'output', left: 'kept' },
  ],
  close: [{ when: 'started', left: 'kept' }],
};

/** The second of several containers, and a program on the host: what the demo's plan does not have. */
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

/** The same, cancelled. */
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

/** The same for the last moment alone of some steps: where only the engine differs from what was tried in full. */
export const lastMoments = (cases: Record<string, StepCase[]>, steps: readonly string[]): Row[] =>
  steps.flatMap((step) => (cases[step] ?? []).slice(-1).map(({ when, left }): Row => [step, when, left]));
