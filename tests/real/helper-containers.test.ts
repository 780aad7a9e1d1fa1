import { existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { HELPER_LABEL, RUN_LABEL } from '@shared/model/labels';
import { beforeAll, expect, it } from 'vitest';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { GONE_LIMIT_MS, helpersByHand } from './entries/helpers-by-hand';

const RUN = '20260131-235959-0a1b2c';

inWorld('containers of an engine that is closed to the user, by the helper, by hand', () => {
  const SOCKET = '/var/run/docker.sock';
  const docker = (...words: string[]): string => runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words]);
  beforeAll(() => {
    // The helper uses only the system's socket. On a machine without a Docker, the test puts the world's socket there.
    if (lstatSync(SOCKET, { throwIfNoEntry: false })) throw new Error(`${SOCKET} is there already.`);
    symlinkSync(world().docker.deniedSocket, SOCKET);
    return () => runTool('rm', [SOCKET]);
  });
  const { talk } = helpersByHand();
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

  it('creates one from image, arguments and variables, forwards its output, reports its end, and removes it', async () => {
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

  it("shows a running container's namespaces, stops it, and touches no other container", async () => {
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

  it('gives the user no device of the host through a container: the kernel refuses to create it', async () => {
    const { user } = world();
    const asUser = (script: string): string =>
      runTool('setpriv', [`--reuid=${user.uid}`, `--regid=${user.gid}`, '--clear-groups', '--', 'sh', '-c', script]);
    const { connection } = await talk();
    const script = `for node in 'b 7 0' 'c 1 3'; do mknod /device $node; done; chmod 666 /device
      exec setpriv --reuid=${user.uid} --regid=${user.gid} --clear-groups sleep 600`;
    const { container } = await connection.ask('container-create', asked(['sh', '-c', script]));
    await connection.ask('container-start', { container });
    const { hostPid } = await connection.ask('container-inspect', { container });
    const root = `/proc/${hostPid}/root`;
    await awaitCondition(() => readFileSync(`/proc/${hostPid}/cmdline`, 'utf8').startsWith('sleep'), {
      what: "the container's program to become the user's",
      timeoutMs: GONE_LIMIT_MS,
    });
    expect(asUser(`test -d ${root}/etc && echo reached; test -e ${root}/device && echo device; true`)).toBe(
      'reached\n',
    );
    expect(readFileSync(`/proc/${hostPid}/status`, 'utf8')).toMatch(/^NoNewPrivs:\s+1$/m);
    await connection.ask('container-remove', { container });
    expect(leftOvers()).toEqual([]);
  });

  it('removes a running container and its socket after a kill of the helper', async () => {
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
    process.kill('SIGKILL');
    await awaitNothing();
    runTool('rm', [path]);
  });
});
