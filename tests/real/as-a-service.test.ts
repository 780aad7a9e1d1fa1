import { chownSync, mkdirSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { traceReportSchema } from '@shared/model/trace-record';
import { expect, it } from 'vitest';
import { failureSchema } from '../../src/cli/output-schemas';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { type CliResult, startProgram } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';

/** What systemd.exec(5) does for a service before it starts the program, as a script for a new mount namespace. */
const SANDBOX = {
  /** $1: the folder of the test world, which is in /tmp and stays visible. */
  privateTmp: `for place in /tmp /var/tmp; do
  folder=$(mktemp -d "$place/systemd-private-test-XXXXXX")
  mkdir -m 1777 "$folder/tmp"
  if [ $place = /tmp ]; then mkdir -p "$folder/tmp/\${1#/tmp/}"; mount --rbind "$1" "$folder/tmp/\${1#/tmp/}"; fi
  mount --rbind "$folder/tmp" "$place"
done`,
  /** $2: the home folder. */
  protectHome: 'mount -t tmpfs -o mode=000 ct-test "$2"',
  protectHomeReadOnly: 'mount --bind "$2" "$2"; mount -o remount,bind,ro "$2"',
};

interface Service {
  sandbox?: keyof typeof SANDBOX;
  /** Added to the environment of the plain user; undefined removes a variable. */
  env: Record<string, string | undefined>;
  /** DynamicUser= uses a number without an entry in passwd(5). Default: the plain user. */
  uid?: number;
}

/** Variables of root in the test world, which starts the service. */
const NOT_ROOTS = { CONTAINERS_TRACE_RUNTIME_DIR: undefined, CONTAINERS_STORAGE_CONF: undefined };
const UNKNOWN_UID = 61_234;

const failureOf = (end: CliResult) => failureSchema.parse(end.json()).error;

inWorld('a service of systemd', () => {
  function inService({ sandbox, env, uid }: Service, args: readonly string[]) {
    const { folder, user, node, app, actors } = world();
    const become =
      uid === undefined ? becomeUser(user) : ['setpriv', `--reuid=${uid}`, `--regid=${uid}`, '--clear-groups', '--'];
    const script = `set -e\n${sandbox ? SANDBOX[sandbox] : ''}\nshift 2\nexec "$@"`;
    const cli = [...become, node, join(app, 'out/main/cli.js'), ...args];
    return startProgram(['unshare', '--mount', 'sh', '-c', script, 'sh', folder, user.home, ...cli], {
      as: 'root',
      env: { ...NOT_ROOTS, ...actors.user.env, ...env },
    }).ended;
  }

  const record = (engine: string) => [
    ...['record', '--json', '--engine', engine, '--image', world().images.demo],
    ...['--network', 'none', '--', 'ls'],
  ];

  it('with PrivateTmp and without XDG_RUNTIME_DIR records with Podman, which runs in the namespace of an earlier session', async () => {
    const { user, folder } = world();
    const sessions = `/run/user/${user.uid}`;
    mkdirSync(sessions, { recursive: true, mode: 0o700 });
    chownSync(sessions, user.uid, user.gid);
    try {
      const env = { XDG_RUNTIME_DIR: sessions, CONTAINERS_TRACE_RUNTIME_DIR: undefined };
      // The first command of the session starts the pause process.
      const first = startProgram(['podman', 'unshare', 'true'], { as: 'user', env });
      expect((await first.ended).code).toBe(0);
      const end = await inService(
        { sandbox: 'privateTmp', env: { ...env, XDG_RUNTIME_DIR: undefined } },
        record('podman'),
      );
      expect(end.code, end.stderr).toBe(0);
      expect(traceReportSchema.parse(end.json()).events).toBeGreaterThan(0);
    } finally {
      runTool('rm', ['-rf', sessions]);
      runTool('sh', ['-c', 'rm -rf /tmp/systemd-private-test-* /var/tmp/systemd-private-test-*']);
    }
    expect(folder).toMatch(/^\/tmp\//);
  });

  it('with PrivateTmp is refused with Docker, which cannot see the socket, and names the way out', async () => {
    const env = { XDG_RUNTIME_DIR: undefined, CONTAINERS_TRACE_RUNTIME_DIR: '/tmp' };
    const end = await inService({ sandbox: 'privateTmp', env }, record('docker'));
    expect(failureOf(end)).toMatchObject({
      code: 'config',
      message: expect.stringContaining('PrivateTmp'),
      hint: expect.stringContaining('CONTAINERS_TRACE_RUNTIME_DIR'),
    });
    runTool('sh', ['-c', 'rm -rf /tmp/systemd-private-test-* /var/tmp/systemd-private-test-*']);
  });

  it.each([
    ['protectHome', 'CONTAINERS_TRACE_CONFIG'],
    ['protectHomeReadOnly', 'CONTAINERS_TRACE_LIBRARY'],
  ] as const)('with %s names the folder and the variable for another one', async (sandbox, variable) => {
    const { home } = world().user;
    const env = Object.fromEntries(
      ['CONFIG', 'LIBRARY', 'CACHE', 'WORKSPACES'].map((name) => [`CONTAINERS_TRACE_${name}`, undefined]),
    );
    const xdg = { XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined, XDG_CACHE_HOME: undefined };
    const end = await inService({ sandbox, env: { ...env, ...xdg } }, ['recover', '--json']);
    expect(failureOf(end)).toMatchObject({
      code: 'denied',
      message: expect.stringContaining(home),
      hint: expect.stringContaining(variable),
    });
  });

  it('with DynamicUser and without HOME records with the folders that the environment names', async () => {
    const folder = mkdtempSync(join(world().folder, 'dynamic-'));
    chownSync(folder, UNKNOWN_UID, UNKNOWN_UID);
    const named = ['LIBRARY', 'CACHE', 'CONFIG', 'WORKSPACES'].map((name) => [
      `CONTAINERS_TRACE_${name}`,
      join(folder, name.toLowerCase()),
    ]);
    const env = {
      ...Object.fromEntries(named),
      ...{ HOME: undefined, XDG_RUNTIME_DIR: folder, CONTAINERS_TRACE_RUNTIME_DIR: undefined },
    };
    const end = await inService({ uid: UNKNOWN_UID, env }, ['sanity', '--json']);
    expect(end.code, end.stderr).toBe(0);
    expect(traceReportSchema.parse(end.json()).events).toBeGreaterThan(0);
    const podman = await inService({ uid: UNKNOWN_UID, env }, ['images', '--engine', 'podman', '--json']);
    expect(failureOf(podman)).toMatchObject({
      code: 'config',
      hint: expect.stringContaining('HOME'),
    });
  });

  it('without HOME and without folders in the environment asks for HOME', async () => {
    const unset = ['HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_CACHE_HOME', 'CONTAINERS_TRACE_CONFIG'];
    const env = Object.fromEntries(unset.map((name) => [name, undefined]));
    const end = await inService({ uid: UNKNOWN_UID, env }, ['list', '--json']);
    expect(failureOf(end)).toMatchObject({ code: 'config', hint: expect.stringContaining('HOME') });
  });
});
