import { beforeAll, expect, it } from 'vitest';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { world } from '../setup/world-state';
import {
  type AccidentEngine,
  accidentEngines,
  demoOrEndless,
  freshCache,
  HOST_ENDLESS,
  twice,
} from './entries/accident-engines';
import type { AccidentOrders } from './entries/accident-orders';
import { runIdOf, startAccident, stepsOf } from './entries/accident-run';
import { buildEntries } from './entries/build-entries';
import { expectLeft } from './entries/library-after';
import {
  cancelCases,
  cancelled,
  hostKillCases,
  lastMoments,
  type Outcome,
  rowsOf,
  secondKillCases,
  stopCases,
} from './entries/step-cases';

const CANCELLED = 130;
const DONE = 0;

inWorld('cancel and stop', () => {
  let entry = '';
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
  });

  /** Sends Ctrl+C once (stop) or twice (cancel) at that moment. Expects the right trace in the library and no leftovers. */
  async function interrupt(
    engine: AccidentEngine,
    accident: AccidentOrders,
    left: Outcome,
    args = demoOrEndless(accidentEngines[engine].name, accident.stepId),
  ) {
    const { as } = accidentEngines[engine];
    const env = accident.stepId === 'look' ? freshCache(as) : {};
    const { run, events } = startAccident(entry, args, { as, accident, env });
    const result = await run.ended;
    expect(result.code, result.stderr.slice(-2000)).toBe(left === 'nothing' ? CANCELLED : DONE);
    const end = events().find((event) => event.type === 'run-finished');
    expect(end).toMatchObject({ outcome: left === 'nothing' ? 'cancelled' : 'kept', error: null });
    await awaitClean(worldScope([worldEngines()[engine]]));
    await expectLeft(as, runIdOf(events()), left);
  }

  it('know every step of the plan', async () => {
    const { run, events } = startAccident(entry, demoOrEndless('podman', ''), { as: 'user' });
    expect((await run.ended).code).toBe(DONE);
    const steps = stepsOf(events());
    expect(Object.keys(cancelCases)).toEqual(steps);
    expect(Object.keys(stopCases)).toEqual(steps);
    await expectLeft('user', runIdOf(events()), 'kept');
  });

  it.each(rowsOf(cancelCases))('podman rootless: cancel in the step %s, at %s, leaves %s', (stepId, when, left) =>
    interrupt('podman rootless', { stepId, when, act: 'cancel' }, left),
  );

  it.each(lastMoments(stopCases, Object.keys(stopCases)))(
    'podman rootless: stop in the step %s, at %s, leaves %s',
    (stepId, when, left) => interrupt('podman rootless', { stepId, when, act: 'stop' }, left),
  );

  it.each(rowsOf(cancelled(secondKillCases)))(
    'podman rootless: cancel in the step %s of two containers, at %s, leaves %s',
    (stepId, when, left) => interrupt('podman rootless', { stepId, when, act: 'cancel' }, left, twice('podman')),
  );
  it.each(rowsOf(secondKillCases))(
    'podman rootless: stop in the step %s of two containers, at %s, leaves %s',
    (stepId, when, left) => interrupt('podman rootless', { stepId, when, act: 'stop' }, left, twice('podman')),
  );
  it.each(rowsOf(cancelled(hostKillCases)))(
    'on the host: cancel in the step %s, at %s, leaves %s',
    (stepId, when, left) => interrupt('podman rootless', { stepId, when, act: 'cancel' }, left, HOST_ENDLESS),
  );
  it('on the host: stop keeps what was recorded', () =>
    interrupt('podman rootless', { stepId: 'program-1', when: 'output', act: 'stop' }, 'kept', HOST_ENDLESS));

  const CONTAINER = ['look', 'create-1', 'run-1', 'remove-1'];
  it.each(lastMoments(cancelCases, CONTAINER))(
    'docker: cancel in the step %s, at %s, leaves %s',
    (stepId, when, left) => interrupt('docker', { stepId, when, act: 'cancel' }, left),
  );
  it.each(lastMoments(cancelCases, Object.keys(cancelCases)))(
    'apptainer: cancel in the step %s, at %s, leaves %s',
    (stepId, when, left) => interrupt('apptainer', { stepId, when, act: 'cancel' }, left),
  );
  it.each(lastMoments(cancelCases, CONTAINER))(
    'podman root: cancel in the step %s, at %s, leaves %s',
    (stepId, when, left) => interrupt('podman root', { stepId, when, act: 'cancel' }, left),
  );
});
