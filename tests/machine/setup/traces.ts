import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { expect } from 'vitest';
import type { Vm } from '../../vm/setup/vm';
import { mustInSession, type Person } from './machine';
import { cliWords, printed } from './recording';
import { awaitNothingLeft, podmanContainers } from './what-is-left';

/** The newest trace of a person. Its id begins with the time. `list` would start Node once more, which takes the emulated machine seconds. */
export async function newestTrace(vm: Vm, person: Person): Promise<TraceReport> {
  const id = (await vm.must(`ls /home/${person}/.local/share/containers-trace/traces | tail -n 1`)).trim();
  if (id === '') throw new Error(`${person} has no trace. The recording printed:\n${await printed(vm)}`);
  const shown = await mustInSession(vm, person, cliWords(['show', id, '--json']));
  return traceReportSchema.parse(JSON.parse(shown));
}

/** Lets the product clean up, and count what was not counted. */
export const recover = (vm: Vm, person: Person): Promise<string> => mustInSession(vm, person, cliWords(['recover']));

/**
 * Checks that a recording that somebody stopped is as after a Stop: nothing of ours is left, and the trace is kept with its
 * events, which `recover` counts where there was no time to.
 * @param expected codes of warnings that the case has a reason for
 */
export async function expectStoppedAndKept(
  vm: Vm,
  person: Person,
  expected: readonly string[] = [],
): Promise<TraceReport> {
  await awaitNothingLeft(vm);
  expect(await podmanContainers(vm, person)).toBe('');
  const words = await printed(vm);
  expect(words).not.toMatch(FAULTS);
  let report = await newestTrace(vm, person);
  expect(report, words).toMatchObject({ state: 'ready', endedBy: 'stop' });
  if (report.events === null) {
    await recover(vm, person);
    report = await newestTrace(vm, person);
  }
  for (const { domain, events } of report.recordings) expect(events, `${domain}: ${words}`).toBeGreaterThan(0);
  expect(report.warnings.filter(({ code }) => ![OF_THE_HOST, ...expected].includes(code))).toEqual([]);
  return report;
}

/** A busy host lets the emulated machine stand still for seconds, which the trace tells. */
const OF_THE_HOST = 'standstill';

/** What only a fault of the program prints. */
const FAULTS = /uncaughtException|EIO|a fault of the program|Could not take back/;
