import { chmodSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { HELPER_LABEL, RUN_LABEL } from '@shared/model/labels';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { type HelperByHand, startHelperByHand, talkToHelperByHand } from '../setup/helper-by-hand';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { startForeignDaemon } from './entries/foreign-daemon';

/**
 * The program that runs as root, started by hand: no polkit, and what pkexec would say of the caller stands in the
 * environment. All behind that is real: the root session daemon, lttng, Docker.
 */
const RUN = '20260131-235959-0a1b2c';
const SESSION = `ct-${RUN}-k`;
/** The promise is five seconds; this is how long a loaded machine may take before the test gives up. */
const GONE_LIMIT_MS = 20_000;

type Talk = Awaited<ReturnType<typeof talkToHelperByHand>>;

inWorld('the helper, by hand', () => {
  const started: HelperByHand[] = [];
  const helper = (): string => join(world().app, 'out/helper/helper.mjs');
  const talk = async (): Promise<Talk> => {
    const one = await talkToHelperByHand(world().user, { helper: helper() });
    started.push(one);
    await one.connection.ask('hello', { protocol: 1 });
    return one;
  };
  afterEach(async () => {
    for (const one of started.splice(0)) {
      one.process.kill('SIGTERM');
      await one.ended;
      one.remove();
    }
  });

  const output = (name: string): string => join(world().user.home, name);
  const create = (session = SESSION, folder = 'kernel-session'): TracingCommand => ({
    verb: 'create-session',
    session,
    output: output(folder),
  });
  /** Nothing that a helper starts runs any more: daemons, guards, clients. */
  const awaitNothing = (): Promise<void> =>
    awaitCondition(() => ours().length === 0 && !existsSync('/run/containers-trace'), {
      what: 'what the helper started to be gone',
      timeoutMs: GONE_LIMIT_MS,
      log: () => ours().join('\n'),
    });
  const ours = (): string[] =>
    runningProcesses()
      .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
      .filter((words) => /lttng-sessiond|lttng-consumerd|helper\.mjs/.test(words));
  const refusal = async (work: Promise<unknown>): Promise<AppError> => {
    const error: unknown = await work.then(() => undefined).catch((thrown: unknown) => thrown);
    if (error instanceof AppError) return error;
    throw new Error(`It was not refused: ${String(error)}`);
  };

  it('starts the root daemon, says why there is no kernel tracer, drives sessions, and says goodbye', async () => {
    const { connection, ended } = await talk();
    const ensured = await connection.ask('ensure-daemon', {}).catch((error: unknown) => error);
    // On a kernel that takes no modules the daemon is up all the same, and says so.
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
    await awaitNothing();
  });

  it('meets the app through a child of the caller where the runtime may not become another user', async () => {
    const one = await talkToHelperByHand(world().user, { helper: helper(), keepsItsUser: true });
    started.push(one);
    const hello = await one.connection.ask('hello', { protocol: 1 });
    expect(hello).toMatchObject({ pid: one.process.pid, uid: world().user.uid });
    await one.connection.ask('bye', {});
    expect(await one.ended).toBe(0);
    const loose = await startHelperByHand(world().user, {
      helper: helper(),
      keepsItsUser: true,
      tamper: (folder) => chmodSync(folder, 0o755),
    });
    started.push(loose);
    expect(await loose.ended).toBe(1);
    expect(loose.words()).toContain('The meeting folder');
    await awaitNothing();
  });

  it('takes nothing before hello, no hello twice, no number twice, and goes on after each refusal', async () => {
    const one = await talkToHelperByHand(world().user, { helper: helper() });
    started.push(one);
    expect(await refusal(one.connection.ask('ensure-daemon', {}))).toMatchObject({ code: 'config' });
    await one.connection.ask('hello', { protocol: 1 });
    expect(await refusal(one.connection.ask('hello', { protocol: 1 }))).toMatchObject({ code: 'config' });
    expect(await one.connection.ask('status', {})).toEqual({ daemon: 'none', sessions: [], containers: [] });
  });

  it("refuses strangers' sessions, and takes its own alone back when the app goes away", async () => {
    const daemon = await startForeignDaemon();
    try {
      const strangers = 'ct-20200101-000000-ffffff-k';
      await daemon.lttng('create', strangers, `--output=${join(world().folder, 'strangers')}`);
      const { connection, ended } = await talk();
      await connection
        .ask('ensure-daemon', {})
        .catch((error: unknown) => expect(error).toMatchObject({ code: 'missing' }));
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
    await awaitNothing();
  });

  it.each(['a daemon of its own', "a stranger's daemon"])('killed with -9 on %s it leaves nothing', async (which) => {
    const daemon = which.startsWith('a stranger') ? await startForeignDaemon() : undefined;
    try {
      const { connection, process } = await talk();
      await connection
        .ask('ensure-daemon', {})
        .catch((error: unknown) => expect(error).toMatchObject({ code: 'missing' }));
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
    await awaitNothing();
  });

  it('ends like that by a signal, too', async () => {
    const { connection, process, ended } = await talk();
    await connection
      .ask('ensure-daemon', {})
      .catch((error: unknown) => expect(error).toMatchObject({ code: 'missing' }));
    process.kill('SIGTERM');
    expect(await ended).toBe(0);
    await awaitNothing();
  });

  it.each(['0', '', '-1', '4294967295', 'root', '1e3'])('refuses to start for the caller %j', async (pkexecUid) => {
    const one = await startHelperByHand(world().user, { helper: helper(), pkexecUid });
    started.push(one);
    expect(await one.ended).toBe(1);
    expect(one.words()).toContain('"code":"denied"');
  });
});

inWorld('containers of an engine that is closed to the user, by the helper, by hand', () => {
  const SOCKET = '/var/run/docker.sock';
  const started: HelperByHand[] = [];
  const docker = (...words: string[]): string => runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words]);
  beforeAll(() => {
    // The helper knows the system's socket alone. A test machine without a Docker of its own lends it the world's.
    if (lstatSync(SOCKET, { throwIfNoEntry: false })) throw new Error(`${SOCKET} is there already.`);
    symlinkSync(world().docker.deniedSocket, SOCKET);
    return () => runTool('rm', [SOCKET]);
  });
  afterEach(async () => {
    for (const one of started.splice(0)) {
      one.process.kill('SIGTERM');
      await one.ended;
      one.remove();
    }
  });
  const talk = async (): Promise<Talk> => {
    const one = await talkToHelperByHand(world().user, { helper: join(world().app, 'out/helper/helper.mjs') });
    started.push(one);
    await one.connection.ask('hello', { protocol: 1 });
    return one;
  };
  const asked = (command: string[], socket?: string) => ({
    engine: 'docker' as const,
    runId: RUN,
    repetition: 1,
    image: world().images.demo,
    command,
    env: [{ name: 'CT_WORD', value: 'told' }],
    ...(socket ? { socket: { path: socket, name: 'lttng-ust-sock-8' as const } } : {}),
  });
  const leftOvers = (): string[] => [
    ...docker('ps', '--all', '--quiet', `--filter=label=${HELPER_LABEL}`).split('\n').filter(Boolean),
    ...readFileSync('/proc/self/mountinfo', 'utf8')
      .split('\n')
      .filter((line) => line.includes('/run/containers-trace')),
    ...(existsSync('/run/containers-trace') ? readdirSync('/run/containers-trace') : []),
  ];
  const awaitNothing = (): Promise<void> =>
    awaitCondition(() => leftOvers().length === 0, {
      what: "the helper's containers and mounts to be gone",
      timeoutMs: GONE_LIMIT_MS,
      log: () => leftOvers().join('\n'),
    });

  it('makes one of image, words and variables, passes its output on, tells its end, and removes it', async () => {
    const { connection } = await talk();
    const command = ['sh', '-c', 'echo "$CT_WORD"; echo wrong >&2; id -u; exit 7'];
    const { container } = await connection.ask('container-create', asked(command));
    const facts = JSON.parse(docker('inspect', container)) as [
      { Config: { Labels: Record<string, string> }; HostConfig: Record<string, unknown>; Mounts: unknown[] },
    ];
    expect(facts[0].Config.Labels).toMatchObject({ [RUN_LABEL]: RUN });
    expect(facts[0].Config.Labels[HELPER_LABEL]).toMatch(new RegExp(`^${world().user.uid}/[0-9a-f]{12}$`));
    expect(facts[0].HostConfig).toMatchObject({ Privileged: false, CapAdd: null, PidMode: '', Binds: null });
    expect(facts[0].Mounts).toEqual([]);
    const told = { stdout: '', stderr: '' };
    const logs = connection.ask(
      'container-logs',
      { container },
      { onOutput: ({ stream, text }) => (told[stream] += text) },
    );
    await connection.ask('container-start', { container });
    expect(await connection.ask('container-wait', { container })).toEqual({ exitCode: 7 });
    await logs;
    expect(told).toEqual({ stdout: 'told\n0\n', stderr: 'wrong\n' });
    expect(await connection.ask('container-inspect', { container })).toMatchObject({ running: false, exitCode: 7 });
    await connection.ask('container-remove', { container });
    expect(leftOvers()).toEqual([]);
  });

  it("shows a running one's namespaces, stops it, and touches nobody else's", async () => {
    const { connection } = await talk();
    const strangers = docker('create', `--label=${RUN_LABEL}=${RUN}`, world().images.demo, 'sleep', '60').trim();
    try {
      for (const verb of ['container-start', 'container-inspect', 'container-remove', 'container-wait'] as const)
        await expect(connection.ask(verb, { container: strangers })).rejects.toMatchObject({ code: 'config' });
      const { container } = await connection.ask('container-create', asked(['sleep', '60']));
      await connection.ask('container-start', { container });
      const facts = await connection.ask('container-inspect', { container });
      expect(facts).toMatchObject({ running: true });
      expect(facts.namespaces['pid']).toBeGreaterThan(0);
      await connection.ask('container-stop', { container, graceS: 0 });
      expect(await connection.ask('container-wait', { container })).toEqual({ exitCode: 137 });
      await connection.ask('stop', {});
      expect(leftOvers()).toEqual([]);
      expect(docker('ps', '--all', '--quiet', '--no-trunc')).toContain(strangers);
    } finally {
      docker('rm', '--force', strangers);
    }
  });

  it("binds the user's own socket and follows no link to another", async () => {
    const { user, folder } = world();
    const at = join(user.runtimeDir, 'hand');
    const asUser = (...words: string[]): string =>
      runTool('setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--', ...words]);
    asUser('mkdir', '-m', '0700', at);
    const listen = `import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind("${at}/own")`;
    asUser('/usr/bin/python3', '-c', listen);
    asUser('ln', '-s', SOCKET, join(at, 'link'));
    asUser('ln', '-s', folder, join(at, 'folder'));
    asUser('touch', join(at, 'file'));
    const { connection } = await talk();
    for (const path of ['link', 'folder/docker/denied.sock', 'file', 'none', '../hand/own', ''].map(
      (name) => `${at}/${name}`,
    ))
      await expect(connection.ask('container-create', asked(['true'], path)), path).rejects.toMatchObject({
        code: 'denied',
      });
    await expect(connection.ask('container-create', asked(['true'], SOCKET))).rejects.toMatchObject({ code: 'denied' });
    const { container } = await connection.ask(
      'container-create',
      asked(['stat', '-c', '%F %i', '/var/run/lttng/lttng-ust-sock-8'], join(at, 'own')),
    );
    let told = '';
    const logs = connection.ask('container-logs', { container }, { onOutput: ({ text }) => (told += text) });
    await connection.ask('container-start', { container });
    await connection.ask('container-wait', { container });
    await logs;
    expect(told).toBe(`socket ${lstatSync(join(at, 'own')).ino}\n`);
    await connection.ask('container-remove', { container });
    expect(leftOvers()).toEqual([]);
    asUser('rm', '-r', at);
  });

  it.each(['SIGKILL', 'SIGTERM'] as const)('by %s of the helper a running one goes, and its socket', async (signal) => {
    const { user } = world();
    const path = join(user.runtimeDir, 'own');
    const listen = `import socket\ns = socket.socket(socket.AF_UNIX)\ns.bind("${path}")`;
    runTool('setpriv', [
      `--reuid=${user.uid}`,
      `--regid=${user.gid}`,
      '--clear-groups',
      '/usr/bin/python3',
      '-c',
      listen,
    ]);
    const { connection, process } = await talk();
    const { container } = await connection.ask('container-create', asked(['sleep', '600'], path));
    await connection.ask('container-start', { container });
    expect(leftOvers()).not.toEqual([]);
    process.kill(signal);
    await awaitNothing();
    runTool('rm', [path]);
  });
});
