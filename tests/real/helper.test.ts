import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { world } from '../setup/world-state';
import { startForeignDaemon } from './entries/foreign-daemon';
import { awaitNothingOfHelpers, GONE_LIMIT_MS, helpersByHand, refusal, type Talk } from './entries/helpers-by-hand';

const SESSION = 'ct-20260131-235959-0a1b2c-k';

/** The root session daemon and lttng are real. */
inWorld('the helper, by hand', () => {
  const { start, talk } = helpersByHand();
  const output = (name: string): string => join(world().user.home, name);
  const create = (session = SESSION, folder = 'kernel-session'): TracingCommand => ({
    verb: 'create-session',
    session,
    output: output(folder),
  });

  /** On a kernel that cannot load modules the daemon still starts, and reports that. */
  const ensureDaemon = async (connection: Talk['connection']): Promise<void> => {
    await connection
      .ask('ensure-daemon', {})
      .catch((error: unknown) => expect(error).toMatchObject({ code: 'missing' }));
  };

  it('starts the root daemon, says why there is no kernel tracer, drives sessions, and says goodbye', async () => {
    const { connection, ended } = await talk();
    const ensured = await connection.ask('ensure-daemon', {}).catch((error: unknown) => error);
    // On a kernel that cannot load modules the daemon still starts, and reports that.
    if (ensured instanceof AppError) expect(ensured).toMatchObject({ code: 'missing' });
    expect((await connection.ask('status', {})).daemon).toBe('own');
    const made = await connection.ask('trace', { command: create() });
    expect(made.stdout).toContain(`<path>${output('kernel-session')}</path>`);
    expect(await connection.ask('status', {})).toMatchObject({ sessions: [SESSION] });
    expect((await connection.ask('trace', { command: { verb: 'list', session: SESSION } })).stdout).toContain(SESSION);
    expect(existsSync(join(world().user.home, '.lttngrc'))).toBe(false);
    expect(await refusal(connection.ask('trace', { command: create() }))).toMatchObject({ code: 'config' });
    await connection.ask('trace', { command: { verb: 'destroy', session: SESSION } });
    expect((await connection.ask('status', {})).sessions).toEqual([]);
    await connection.ask('stop', {});
    expect((await connection.ask('status', {})).daemon).toBe('none');
    await connection.ask('bye', {});
    expect(await ended).toBe(0);
    await awaitNothingOfHelpers();
  });

  it('meets the app through a child of the caller where the runtime may not become another user', async () => {
    const one = await talk({ keepsItsUser: true, greet: false });
    const hello = await one.connection.ask('hello', { protocol: 1 });
    expect(hello).toMatchObject({ pid: one.process.pid, uid: world().user.uid });
    await one.connection.ask('bye', {});
    expect(await one.ended).toBe(0);
    const loose = await start({ keepsItsUser: true, tamper: (folder) => chmodSync(folder, 0o755) });
    expect(await loose.ended).toBe(1);
    expect(loose.words()).toContain('The meeting folder');
    await awaitNothingOfHelpers();
  });

  it('refuses requests before hello, a second hello and a repeated number, and continues after each refusal', async () => {
    const one = await talk({ greet: false });
    expect(await refusal(one.connection.ask('ensure-daemon', {}))).toMatchObject({ code: 'config' });
    await one.connection.ask('hello', { protocol: 1 });
    expect(await refusal(one.connection.ask('hello', { protocol: 1 }))).toMatchObject({ code: 'config' });
    expect(await one.connection.ask('status', {})).toEqual({ daemon: 'none', sessions: [], containers: [] });
  });

  it("refuses strangers' sessions, and destroys only its own when the app ends", async () => {
    const daemon = await startForeignDaemon();
    try {
      const strangers = 'ct-20200101-000000-ffffff-k';
      await daemon.lttng('create', strangers, `--output=${join(world().folder, 'strangers')}`);
      const { connection, ended } = await talk();
      await ensureDaemon(connection);
      expect((await connection.ask('status', {})).daemon).toBe('foreign');
      for (const verb of ['start', 'stop', 'list', 'destroy', 'record-snapshot'] as const)
        expect(await refusal(connection.ask('trace', { command: { verb, session: strangers } }))).toMatchObject({
          code: 'config',
        });
      await connection.ask('trace', { command: create() });
      expect(await daemon.lttng('list')).toContain(SESSION);
      connection.destroy();
      expect(await ended).toBe(0);
      const left = await daemon.lttng('list');
      expect(left).not.toContain(SESSION);
      expect(left).toContain(strangers);
    } finally {
      await daemon.stop();
    }
    await awaitNothingOfHelpers();
  });

  it.each(['a daemon of its own', "a stranger's daemon"])(
    'leaves nothing when it is killed with -9 on %s',
    async (which) => {
      const daemon = which.startsWith('a stranger') ? await startForeignDaemon() : undefined;
      try {
        const { connection, process } = await talk();
        await ensureDaemon(connection);
        await connection.ask('trace', { command: create() });
        const waiting = refusal(connection.ask('container-wait', { container: 'a'.repeat(64) }));
        expect(await waiting).toMatchObject({ code: 'config' });
        process.kill('SIGKILL');
        await connection.gone;
        expect(await refusal(connection.ask('status', {}))).toMatchObject({ code: 'command' });
        if (daemon)
          await awaitCondition(async () => !(await daemon.lttng('list')).includes(SESSION), {
            what: "the helper's session to be destroyed",
            timeoutMs: GONE_LIMIT_MS,
          });
      } finally {
        await daemon?.stop();
      }
      await awaitNothingOfHelpers();
    },
  );

  it('has a guard that continues until its session is gone when it is killed while the daemon is slow', async () => {
    const daemon = await startForeignDaemon();
    try {
      const { connection, process } = await talk();
      await ensureDaemon(connection);
      await connection.ask('trace', { command: create() });
      daemon.pause();
      process.kill('SIGKILL');
      await connection.gone;
      const asks = (): boolean => runningProcesses().some(({ argv }) => /lttng .*stop ct-/.test(argv.join(' ')));
      await awaitCondition(asks, { what: 'the guard to ask all the same', timeoutMs: GONE_LIMIT_MS });
      daemon.resume();
      await awaitCondition(async () => !(await daemon.lttng('list')).includes(SESSION), {
        what: "the helper's session to be destroyed",
        timeoutMs: GONE_LIMIT_MS,
      });
    } finally {
      daemon.resume();
      await daemon.stop();
    }
    await awaitNothingOfHelpers();
  });

  it('serves after the signals that are sent to all processes at once, until the app closes the connection', async () => {
    const { connection, process, ended } = await talk();
    await ensureDaemon(connection);
    const daemons = (): number[] =>
      runningProcesses().flatMap(({ pid, argv }) =>
        /(^|\/)lttng-(sessiond|consumerd)$/.test(argv[0] ?? '') ? [pid] : [],
      );
    expect(daemons()).not.toEqual([]);
    for (const signal of ['SIGTERM', 'SIGHUP'] as const) {
      for (const pid of daemons()) global.process.kill(pid, signal);
      process.kill(signal);
    }
    process.kill('SIGINT');
    expect(await connection.ask('status', {})).toMatchObject({ daemon: 'own' });
    connection.end();
    expect(await ended).toBe(0);
    await awaitNothingOfHelpers();
  });

  it.each(['0', '', '-1', '4294967295', 'root', '1e3'])('refuses to start for the caller %j', async (pkexecUid) => {
    const one = await start({ pkexecUid });
    expect(await one.ended).toBe(1);
    expect(one.words()).toContain('"code":"denied"');
  });
});
