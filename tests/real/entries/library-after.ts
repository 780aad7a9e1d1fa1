import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '@core/library/trace-folder';
import { expect } from 'vitest';
import { ask } from '../../leaks/ask';
import { type Actor, world } from '../../setup/world-state';
import type { Outcome } from './step-cases';

/**
 * Returns what a run left in its library: nothing, or a trace that babeltrace2 reads. Removes the trace.
 * @param mustWarn whether the trace must warn of the accident, unless its record was written before
 */
export async function expectLeft(as: Actor, runId: string, left: Outcome, mustWarn = false): Promise<void> {
  const path = join(world().actors[as].library, runId);
  if (left === 'nothing') return expect(existsSync(path), `${path} is there`).toBe(false);
  if (!existsSync(path)) return expect(left, `${path} is gone`).toBe('either');
  const record = await readRecord(path);
  expect(['ready', 'damaged']).toContain(record.state);
  if (mustWarn && record.endedBy === 'accident')
    expect(record.warnings.map((warning) => warning.code)).toContain('accident');
  if (left === 'kept') expect(await eventsIn(path)).toBeGreaterThan(0);
  rmSync(path, { recursive: true });
}

/** Counts the events with babeltrace2. */
async function eventsIn(path: string): Promise<number> {
  const told = await ask(['babeltrace2', path, '--component=sink.utils.counter']);
  return Number(/(\d+) Event messages/.exec(told)?.[1]);
}

/** Whether a run in progress has stream data in a library already. */
export const recordingNow = (library: string): boolean =>
  existsSync(library) &&
  readdirSync(library, { recursive: true, encoding: 'utf8' }).some((path) => /\/ust\/uid\/.*_\d+$/.test(path));

/** The number of runs in a library's journals. */
export function journalsIn(library: string): number {
  const folder = join(library, '.journal');
  return existsSync(folder) ? readdirSync(folder).length : 0;
}
