import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Journal } from '@core/journal/journal';
import { OWNER_ENV, RUN_ENV, RUN_LABEL } from '@shared/model/labels';
import { expect, it } from 'vitest';
import { ask } from '../leaks/ask';
import { findLeaks } from '../leaks/find-leaks';
import type { EngineDoor, Leak } from '../leaks/leak';
import { worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { world } from '../setup/world-state';
import { startForeignDaemon } from './entries/foreign-daemon';

const RUN = '20200101-000000-abcdef';
/** The mark of a process that ended long ago, in another boot. */
const GONE = { pid: 4_000_000, startTime: '1', bootId: '00000000-0000-0000-0000-000000000000' };
const GONE_MARK = `${GONE.bootId}:${GONE.pid}:${GONE.startTime}`;

inWorld('the leak finder', () => {
  const kinds = (leaks: readonly Leak[]): string[] => leaks.map((leak) => leak.kind);

  /** Expects exactly these leaks, and none after their removal. */
  async function plant(put: () => unknown, expected: { kind: Leak['kind']; what: RegExp }, take: () => unknown) {
    await put();
    try {
      const leaks = await findLeaks(worldScope());
      expect(kinds(leaks)).toEqual([expected.kind]);
      expect(leaks[0]?.what).toMatch(expected.what);
    } finally {
      await take();
    }
    expect(await findLeaks(worldScope())).toEqual([]);
  }

  it('finds nothing if nothing is left', async () => {
    expect(await findLeaks(worldScope())).toEqual([]);
  });

  it('finds a process by the mark of its run, where an engine keeps no list', async () => {
    let child: ChildProcess | undefined;
    await plant(
      () => {
        child = spawn('sleep', ['600'], { stdio: 'ignore', env: { ...process.env, [RUN_ENV]: RUN } });
      },
      { kind: 'container', what: new RegExp(`run ${RUN} on apptainer`) },
      async () => {
        child?.kill('SIGKILL');
        if (child) await once(child, 'exit');
      },
    );
  });

  it.each(['docker', 'podman root', 'podman rootless'] as const)(
    'finds a container of %s, not a stranger’s',
    async (name) => {
      const engine = worldEngines()[name];
      const stranger = await create(engine, []);
      try {
        let id = '';
        await plant(
          async () => {
            id = await create(engine, [`--label=${RUN_LABEL}=${RUN}`]);
          },
          { kind: 'container', what: new RegExp(`run ${RUN} on ${name}`) },
          () => remove(engine, id),
        );
      } finally {
        await remove(engine, stranger);
      }
    },
  );

  it('finds a process by its mark, another by its folder, and the folder itself', async () => {
    const base = world().actors.root.runtimeBase;
    await plantProcess({ [OWNER_ENV]: GONE_MARK }, '600', ['process']);
    const folder = join(base, 'ct-LeAk01');
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner.json'), JSON.stringify(GONE));
    const fifo = join(folder, 'wait');
    await ask(['mkfifo', fifo]);
    const child = spawn('cat', [fifo], { stdio: 'ignore' });
    try {
      await awaitCondition(async () => (await findLeaks(worldScope())).length > 1, {
        what: 'process and folder to be found',
        timeoutMs: 10_000,
      });
      expect(kinds(await findLeaks(worldScope())).sort()).toEqual(['process', 'runtime-folder']);
    } finally {
      child.kill('SIGKILL');
      rmSync(folder, { recursive: true });
    }
    await ended(child);
    expect(await findLeaks(worldScope())).toEqual([]);
  });

  async function plantProcess(env: Record<string, string>, seconds: string, expected: string[]): Promise<void> {
    const child = spawn('sleep', [seconds], { env: { ...process.env, ...env }, stdio: 'ignore' });
    await new Promise((resolve) => child.once('spawn', resolve));
    try {
      expect(kinds(await findLeaks(worldScope()))).toEqual(expected);
    } finally {
      child.kill('SIGKILL');
    }
    await ended(child);
    expect(await findLeaks(worldScope())).toEqual([]);
  }

  it('finds processes in a container that the engine does not list, but not those of a stranger', async () => {
    /** Imitates Podman's monitor, with a child process as in a container. */
    const monitor = (name: string) =>
      spawn(
        process.execPath,
        ['-e', "require('node:child_process').spawn('sleep', ['600'])", '--', '-c', '0'.repeat(64), '-n', name],
        { argv0: '/usr/bin/conmon', stdio: 'ignore', detached: true },
      );
    const stranger = monitor('ct-lamp');
    const ours = monitor(`ct-${RUN}-1`);
    try {
      await awaitCondition(async () => (await findLeaks(worldScope())).length > 0, {
        what: 'the orphan to be found',
        timeoutMs: 10_000,
      });
      const leaks = await findLeaks(worldScope());
      expect(kinds(leaks)).toEqual(['process']);
      expect(leaks[0]?.what).toMatch(new RegExp(`^${ours.pid}\\b.*: conmon of ct-${RUN}-1`));
    } finally {
      for (const { pid } of [stranger, ours]) if (pid !== undefined) process.kill(-pid, 'SIGKILL');
    }
    await Promise.all([ended(stranger), ended(ours)]);
    expect(await findLeaks(worldScope())).toEqual([]);
  });

  it('finds a mount of a runtime folder, and the folder itself', async () => {
    const folder = join(world().actors.root.runtimeBase, 'ct-LeAk02');
    mkdirSync(folder);
    await ask(['mount', '-t', 'tmpfs', 'none', folder]);
    try {
      expect(kinds(await findLeaks(worldScope())).sort()).toEqual(['mount', 'runtime-folder']);
    } finally {
      await ask(['umount', folder]);
      rmSync(folder, { recursive: true });
    }
    expect(await findLeaks(worldScope())).toEqual([]);
  });

  it('finds a half trace, a half deletion, a draft and a journal', async () => {
    const { library } = world().actors.root;
    const trace = join(library, RUN);
    const folder = (path: string) => (): void => void mkdirSync(path, { recursive: true });
    const gone = (path: string) => (): void => rmSync(path, { recursive: true, force: true });
    await plant(folder(trace), { kind: 'half-trace', what: /trace\.json cannot be read/ }, gone(trace));
    const trash = join(library, '.trash');
    await plant(folder(join(trash, RUN)), { kind: 'half-trace', what: /\.trash/ }, gone(trash));
    const journal = (): void => {
      Journal.open(library, { runId: RUN, owner: GONE, runtimeDir: '/nonexistent/ct-gone00' });
    };
    await plant(journal, { kind: 'journal', what: new RegExp(RUN) }, gone(join(library, '.journal')));
    mkdirSync(trace);
    writeFileSync(join(trace, 'trace.json.1.new'), '');
    expect(kinds(await findLeaks(worldScope())).sort()).toEqual(['draft', 'half-trace']);
    rmSync(trace, { recursive: true });
    expect(await findLeaks(worldScope())).toEqual([]);
  });

  it('ignores a library and a runtime folder in use', async () => {
    const { library, runtimeBase } = world().actors.root;
    const folder = mkdtempSync(join(runtimeBase, 'not-ours-'));
    mkdirSync(join(library, 'holiday pictures'), { recursive: true });
    expect(await findLeaks(worldScope())).toEqual([]);
    rmSync(folder, { recursive: true });
    rmSync(join(library, 'holiday pictures'), { recursive: true });
  });

  inEachDaemon('finds a session of %s, not a stranger’s', async (lttng) => {
    await lttng('create', 'somebody', '--output', join(world().folder, 'somebody'));
    try {
      await plant(
        () => lttng('create', `ct-${RUN}`, '--output', join(world().folder, 'leaked')),
        { kind: 'session', what: new RegExp(`^ct-${RUN} on the`) },
        () => lttng('destroy', `ct-${RUN}`),
      );
    } finally {
      await lttng('destroy', 'somebody');
    }
  });
});

const create = async (engine: EngineDoor, options: string[]): Promise<string> =>
  (await ask([...engine.command, 'create', ...options, world().images.demo, 'true'], engine.env)).trim();

const remove = (engine: EngineDoor, id: string): Promise<string> =>
  ask([...engine.command, 'rm', '--force', id], engine.env);

const ended = (child: ReturnType<typeof spawn>): Promise<unknown> =>
  child.exitCode !== null || child.signalCode !== null
    ? Promise.resolve()
    : new Promise((resolve) => child.once('exit', resolve));

type Lttng = (...words: string[]) => Promise<string>;

/** The root daemon and a private one of the plain user, neither of them ours. */
function inEachDaemon(title: string, test: (lttng: Lttng) => Promise<void>): void {
  it.each(['the root daemon', 'a private daemon'])(title, async (which) => {
    const { user, actors, folder } = world();
    const home = mkdtempSync(join(folder, 's-'));
    chownSync(home, user.uid, user.gid);
    const daemon =
      which === 'the root daemon'
        ? await startForeignDaemon()
        : await startForeignDaemon(becomeUser(user), { ...actors.user.env, LTTNG_HOME: home });
    try {
      await test(daemon.lttng);
    } finally {
      await daemon.stop();
    }
  });
}
