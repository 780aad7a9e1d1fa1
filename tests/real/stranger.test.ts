import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownIdentity } from '@core/process/identity';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ask } from '../leaks/ask';
import type { EngineDoor } from '../leaks/leak';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { accidentEngines, demoOrEndless } from './entries/accident-engines';
import type { AccidentOrders } from './entries/accident-orders';
import { runIdOf, startAccident } from './entries/accident-run';
import { buildEntries } from './entries/build-entries';
import { type ForeignDaemon, startForeignDaemon } from './entries/foreign-daemon';
import { expectLeft } from './entries/library-after';
import { handyPodman } from './reading/handy-podman';

/** As similar to ours as possible: our prefix, but no run's id. */
const SESSION = 'ct-somebody-else';
const CONTAINER = 'ct-somebody-else';

inWorld('a stranger beside us', () => {
  const engines = (['docker', 'podman root'] as const).map((engine) => ({ engine, door: worldEngines()[engine] }));
  let entry = '';
  let daemon: ForeignDaemon | undefined;
  let folder = '';

  beforeAll(async () => {
    const { folder: place, actors } = world();
    entry = (await buildEntries(world().app)).accidentCli;
    daemon = await startForeignDaemon();
    await daemon.lttng('create', SESSION, '--output', join(place, 'somebody-else'));
    await daemon.lttng('enable-event', '--userspace', '--all', '--session', SESSION);
    await daemon.lttng('start', SESSION);
    const handy = await handyPodman(place, 'root');
    for (const { door } of engines)
      await ask(
        [...door.command, 'run', '-d', '--network=none', `--name=${CONTAINER}`, world().images.demo, 'sleep', '3600'],
        { ...door.env, ...handy },
      );
    instance('start', join(world().apptainer.images.user, 'localhost+containers-trace-demo=1'), CONTAINER);
    folder = join(actors.root.runtimeBase, 'ct-OtherX');
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner.json'), JSON.stringify(ownIdentity()));
  });

  afterAll(async () => {
    for (const { door } of engines) await ask([...door.command, 'rm', '--force', CONTAINER], door.env);
    instance('stop', CONTAINER);
    rmSync(folder, { recursive: true, force: true });
    await daemon?.stop();
  });

  /** A container of Apptainer, as its user. */
  const instance = (...words: string[]): string => {
    const { user, actors } = world();
    const [program = '', ...rest] = [...becomeUser(user), 'apptainer', '--quiet', 'instance', ...words];
    return runTool(program, rest, { env: actors.user.env, cwd: user.home });
  };

  const running = async (door: EngineDoor): Promise<string> =>
    (await ask([...door.command, 'inspect', '--format={{.State.Running}}', CONTAINER], door.env)).trim();

  async function expectUnharmed(): Promise<void> {
    expect(await daemon?.lttng('list')).toMatch(new RegExp(`${SESSION}.*\\[active`));
    for (const { door } of engines) expect(await running(door), door.name).toBe('true');
    expect(instance('list')).toContain(CONTAINER);
    expect(existsSync(join(folder, 'owner.json'))).toBe(true);
  }

  const ACCIDENTS: [string, AccidentOrders | undefined][] = [
    ['a recording', undefined],
    ['a cancel', { stepId: 'run-1', when: 'output', act: 'cancel' }],
    ['a kill -9', { stepId: 'run-1', when: 'output', act: 'kill' }],
    ['a power cut and recover', { stepId: 'run-1', when: 'output', act: 'power-cut' }],
  ];
  const cases = [...engines, { engine: 'apptainer' as const, door: worldEngines().apptainer }].flatMap(
    ({ engine, door }) => ACCIDENTS.map(([what, accident]) => ({ engine, door, what, accident })),
  );

  it.each(cases)('survives $what with $engine', async ({ engine, door, accident }) => {
    const { as, name } = accidentEngines[engine];
    const { run, events } = startAccident(entry, demoOrEndless(name, accident?.stepId ?? ''), {
      as,
      ...(accident ? { accident } : {}),
    });
    await run.ended;
    if (accident?.act === 'power-cut') expect((await runCli(['recover', '--json'], { as })).code).toBe(0);
    await awaitClean(worldScope([door]));
    await expectUnharmed();
    await expectLeft(as, runIdOf(events()), accident ? 'either' : 'kept');
  });
});
