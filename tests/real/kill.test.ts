import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { say } from '../setup/say';
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
import { type ForeignDaemon, startForeignDaemon } from './entries/foreign-daemon';
import { expectLeft, journalsIn } from './entries/library-after';
import { hostKillCases, killCases, lastMoments, type Outcome, rowsOf, secondKillCases } from './entries/step-cases';

const KILLED = 128 + 9;

inWorld('kill -9', () => {
  let entry = '';
  const figures: string[] = [];
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
  });
  afterAll(() => say(`milliseconds from kill -9 to nothing left:\n${figures.join('\n')}`));

  /** Kills the command line at that moment, waits until nothing of ours is left without another start, and checks the trace. */
  async function killAt(
    engine: AccidentEngine,
    accident: Omit<AccidentOrders, 'act'>,
    left: Outcome,
    args = demoOrEndless(accidentEngines[engine].name, accident.stepId),
  ) {
    const { as } = accidentEngines[engine];
    const env = accident.stepId === 'look' ? freshCache(as) : {};
    const { run, events } = startAccident(entry, args, { as, accident: { ...accident, act: 'kill' }, env });
    const result = await run.ended;
    expect(result.code, result.stderr.slice(-2000)).toBe(KILLED);
    const ms = await awaitClean(worldScope([worldEngines()[engine]]));
    figures.push(`  ${engine}, ${accident.stepId} at ${accident.when}: ${Math.round(ms)}`);
    await expectLeft(as, runIdOf(events()), left, true);
  }

  it('knows every step of the plan', async () => {
    const { run, events } = startAccident(entry, ['demo', '--engine', 'podman', '--json'], { as: 'user' });
    expect((await run.ended).code).toBe(0);
    expect(Object.keys(killCases)).toEqual(stepsOf(events()));
    await expectLeft('user', runIdOf(events()), 'kept');
  });

  it.each(rowsOf(killCases))('podman rootless: in the step %s, at %s, leaves %s', (stepId, when, left) =>
    killAt('podman rootless', { stepId, when }, left),
  );

  it.each(rowsOf(secondKillCases))(
    'podman rootless: in the step %s of two containers, at %s, leaves %s',
    (stepId, when, left) => killAt('podman rootless', { stepId, when }, left, twice('podman')),
  );
  it.each(rowsOf(hostKillCases))('on the host: in the step %s, at %s, leaves %s', (stepId, when, left) =>
    killAt('podman rootless', { stepId, when }, left, HOST_ENDLESS),
  );

  const CONTAINER = ['look', 'create-1', 'run-1', 'remove-1'];
  it.each(lastMoments(killCases, CONTAINER))('apptainer: in the step %s, at %s, leaves %s', (stepId, when, left) =>
    killAt('apptainer', { stepId, when }, left),
  );

  it('leaves nothing of a preview that inspects an image', async () => {
    const { images, actors } = world();
    const args = ['plan', '--engine', 'podman', '--image', images.demo, '--', 'ls'];
    const { run } = startAccident(entry, args, { as: 'user', env: freshCache('user') });
    await awaitCondition(() => journalsIn(actors.user.library) > 0, {
      what: 'the look to be promised',
      timeoutMs: 60_000,
    });
    run.kill('SIGKILL');
    expect((await run.ended).code).toBe(KILLED);
    await awaitClean(worldScope([worldEngines()['podman rootless']]));
  });

  describe('with a root daemon that is not ours', () => {
    let daemon: ForeignDaemon | undefined;
    beforeAll(async () => {
      daemon = await startForeignDaemon();
    });
    afterAll(() => daemon?.stop());

    const STEPS = ['look', 'session', 'create-1', 'run-1', 'remove-1', 'destroy'];
    it.each(lastMoments(killCases, STEPS))('docker: in the step %s, at %s, leaves %s', (stepId, when, left) =>
      killAt('docker', { stepId, when }, left),
    );
    it.each(lastMoments(killCases, STEPS))('podman root: in the step %s, at %s, leaves %s', (stepId, when, left) =>
      killAt('podman root', { stepId, when }, left),
    );
  });
});
