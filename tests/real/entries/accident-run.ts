import { chownSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RunEvent, runEventSchema } from '@shared/model/run-event';
import { type CliRun, startProgram } from '../../setup/run-cli';
import { type Actor, world } from '../../setup/world-state';
import type { AccidentOrders } from './accident-orders';
import { noteFileOf, pauseFileOf } from './fault-pause';

export interface AccidentRun {
  run: CliRun;
  /** Every event so far. */
  events(): RunEvent[];
  /** Exists while `pause` pauses the recording. */
  pauseFile: string;
  /** Names the processes that the fault signalled. */
  noteFile: string;
}

/** Starts a command of the product in the entry that causes accidents. */
export function startAccident(
  entry: string,
  args: readonly string[],
  how: { as: Actor; accident?: AccidentOrders; env?: Record<string, string | undefined>; timeoutMs?: number },
): AccidentRun {
  const { folder, node, user } = world();
  const own = mkdtempSync(join(folder, 'acc-'));
  if (how.as === 'user') chownSync(own, user.uid, user.gid);
  const eventsFile = join(own, 'events.jsonl');
  const run = startProgram([node, entry, ...args], {
    as: how.as,
    ...(how.timeoutMs === undefined ? {} : { timeoutMs: how.timeoutMs }),
    env: {
      ...how.env,
      CT_TEST_EVENTS: eventsFile,
      ...(how.accident ? { CT_TEST_ACCIDENT: JSON.stringify(how.accident) } : {}),
    },
  });
  return {
    run,
    events: () => readEvents(eventsFile),
    pauseFile: pauseFileOf(eventsFile),
    noteFile: noteFileOf(eventsFile),
  };
}

function readEvents(path: string): RunEvent[] {
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => runEventSchema.parse(JSON.parse(line)));
}

/** The step ids of a run in order: the steps before the plan, then the plan's steps. */
export const stepsOf = (events: readonly RunEvent[]): string[] =>
  events.flatMap((event) =>
    event.type === 'run-started' || event.type === 'run-planned' ? event.steps.map((step) => step.id) : [],
  );

export const runIdOf = (events: readonly RunEvent[]): string =>
  events.flatMap((event) => (event.type === 'run-started' ? event.runId : []))[0] ?? '';
