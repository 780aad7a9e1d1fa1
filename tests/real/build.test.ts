import { chmodSync, existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it, onTestFinished } from 'vitest';
import { CLEAN_WITHIN_MS } from '../leaks/await-clean';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { processes } from '../setup/process-table';
import { mountsBelow, removeTree } from '../setup/remove-tree';
import { runCli, startCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { type AccidentEngine, accidentEngines } from './entries/accident-engines';
import { journalsIn } from './entries/library-after';
import { baseFromPackages, buildLeftovers, IN_THE_MIDDLE, slowRecipe } from './entries/slow-recipe';

const ENGINES = Object.keys(accidentEngines) as AccidentEngine[];

inWorld('a build of an image', () => {
  let root = '';
  beforeAll(() => {
    root = slowRecipe();
  });

  /** Builds up to the step that does not end. */
  async function startBuild(engine: AccidentEngine) {
    const { as, name } = accidentEngines[engine];
    const door = worldEngines()[engine];
    expect(await buildLeftovers(door)).toEqual([]);
    const run = startCli(['build', 'base', '--engine', name], { as, env: { CONTAINERS_TRACE_ROOT: root } });
    await run.seen(IN_THE_MIDDLE);
    // First prove that the search finds the build's container and process.
    await awaitCondition(async () => /container .*process /s.test((await buildLeftovers(door)).join('\n')), {
      what: 'the working container and the process of its step',
      timeoutMs: 20_000,
    });
    return { run, door, library: world().actors[as].library };
  }

  it('says before it starts what it needs: nothing, a build, or also a base image', async () => {
    const needs = async (recipe: string, env: Record<string, string> = {}): Promise<unknown> => {
      const words = ['build', recipe, '--check', '--json', '--engine', 'podman'];
      const asked = await runCli(words, { as: 'user', env: { XDG_CACHE_HOME: openFolder('cache-'), ...env } });
      return asked.json();
    };
    expect(await needs('demo')).toMatchObject({ needs: 'nothing' });
    expect(await needs('demo', { CONTAINERS_TRACE_ROOT: root })).toMatchObject({ needs: 'build' });
    const env = { CONTAINERS_TRACE_ROOT: baseFromPackages() };
    expect(await needs('base', env)).toMatchObject({ needs: 'base-image' });
  });

  it.each(ENGINES)('that is killed on %s leaves nothing', async (engine) => {
    const { run, door, library } = await startBuild(engine);
    run.kill('SIGKILL');
    expect((await run.ended).code).toBe(128 + 9);
    const began = performance.now();
    let left: string[] = [];
    // As with every accident, a search that began after the promised limit decides.
    const decided = async (): Promise<boolean> => {
      const looked = performance.now();
      left = await buildLeftovers(door);
      return left.length === 0 || looked - began > CLEAN_WITHIN_MS;
    };
    await awaitCondition(decided, {
      what: 'nothing of the build to be left',
      timeoutMs: CLEAN_WITHIN_MS,
      log: () => left.join('\n'),
    });
    expect(left).toEqual([]);
    await awaitClean(worldScope([door]));
    expect(journalsIn(library)).toBe(0);
  });

  it.each(ENGINES)('that is cancelled on %s leaves nothing when it ends', async (engine) => {
    const { run, door, library } = await startBuild(engine);
    run.kill('SIGINT');
    const result = await run.ended;
    expect(result.code, result.stderr).toBe(130);
    expect(await buildLeftovers(door)).toEqual([]);
    expect(journalsIn(library)).toBe(0);
    await awaitClean(worldScope([door]));
  });

  it.each(['podman root', 'podman rootless'] as const)(
    'that is killed on %s while the base file system is created leaves no mounts and no files',
    async (engine) => {
      const { as, name } = accidentEngines[engine];
      const temporary = openFolder('base-temporary-');
      const run = startCli(['build', 'base', '--engine', name], {
        as,
        env: {
          CONTAINERS_TRACE_ROOT: baseFromPackages(),
          TMPDIR: temporary,
          XDG_CACHE_HOME: openFolder('base-cache-'),
        },
      });
      await run.seen(/Waiting for mmdebstrap/);
      await awaitCondition(() => debootstrapped(temporary), {
        what: 'mmdebstrap to unpack packages',
        timeoutMs: 60_000,
      });
      run.kill('SIGKILL');
      expect((await run.ended).code).toBe(128 + 9);
      await awaitCondition(() => filesOfMmdebstrap(temporary).length === 0, {
        what: 'mmdebstrap to delete its files',
        timeoutMs: 90_000,
        log: () => [...filesOfMmdebstrap(temporary), ...processesIn(temporary)].join('\n'),
      });
      expect(mountsBelow(temporary)).toEqual([]);
      await awaitClean(worldScope([worldEngines()[engine]]));
    },
  );
});

/** A folder that every user can write to. */
function openFolder(prefix: string): string {
  const folder = mkdtempSync(join(world().folder, prefix));
  chmodSync(folder, 0o1777);
  onTestFinished(() => removeTree(folder));
  return folder;
}

const filesOfMmdebstrap = (folder: string): string[] =>
  readdirSync(folder).filter((name) => name.startsWith('mmdebstrap.'));

/** What still works in the folder, for the error message. */
const processesIn = (folder: string): string[] =>
  processes()
    .filter(({ environment, command }) => environment.includes(`TMPDIR=${folder}`) || command.includes(folder))
    .map(({ pid, uid, command }) => `${pid} of ${uid}: ${command}`);

/** Whether a file system that mmdebstrap creates already contains a package's files. */
const debootstrapped = (folder: string): boolean =>
  filesOfMmdebstrap(folder).some((name) => existsSync(join(folder, name, 'var/lib/dpkg/info')));
