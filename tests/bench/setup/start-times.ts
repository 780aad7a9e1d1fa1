import type { RunEvent } from '@shared/model/run-event';
import { runEventSchema } from '@shared/model/run-event';

/** When the workload prints nothing but this first, its start is the time at which that is read. */
export const FIRST_WORDS = 'begun';
export const SHORT_WORKLOAD = ['sh', '-c', `echo ${FIRST_WORDS}; ls -la /`];

export interface StartTimes {
  /** From the request to the workload's first words, the helper's own start taken off: as if it had been up. */
  toWorkloadMs: number;
  /** From the question for the password to a helper that answers. */
  helperMs: number;
  /** Each step before the workload. */
  stepMs: Map<string, number>;
}

/** @param log run.log of a kept trace @throws Error where the workload was not started in it */
export function startTimes(log: string): StartTimes {
  const events = log
    .trim()
    .split('\n')
    .map((line) => runEventSchema.parse(JSON.parse(line)));
  const requested = events.find(({ type }) => type === 'run-started');
  const words = events.findIndex((event) => event.type === 'step-output' && event.text.includes(FIRST_WORDS));
  const spoken = events[words];
  if (!requested || !spoken) throw new Error(`No workload was started in this run:\n${log.slice(-2000)}`);
  const stepMs = new Map(events.slice(0, words).flatMap(durationOf));
  const helperMs = stepMs.get('helper') ?? 0;
  return { toWorkloadMs: spoken.at - requested.at - helperMs, helperMs, stepMs };
}

const durationOf = (event: RunEvent): [string, number][] =>
  event.type === 'step-finished' ? [[event.stepId, event.durationMs]] : [];
