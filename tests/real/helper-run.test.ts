import { existsSync, readdirSync, symlinkSync } from 'node:fs';
import { ASK_FAILURES, OTHER_WAYS } from '@core/privilege/ask-failures';
import { HELPER_LABEL } from '@shared/model/labels';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { type Polkit, startPolkit } from '../setup/polkit';
import { runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { clearSystemDocker, SYSTEM_DOCKER } from '../setup/system-docker-socket';
import { world } from '../setup/world-state';

/** The user's environment without the path of the socket that the user can access. */
const CLOSED = { DOCKER_HOST: undefined };
const GONE_LIMIT_MS = 20_000;

/** A plain user whom polkit accepts, the command line, sudo-prompt, pkexec, the helper, and a Docker that is closed to that user. */
inWorld('a recording through pkexec and the helper', () => {
  let polkit: Polkit | undefined;
  beforeAll(async () => {
    clearSystemDocker();
    symlinkSync(world().docker.deniedSocket, SYSTEM_DOCKER);
    polkit = await startPolkit();
  });
  afterAll(async () => {
    await polkit?.stop();
    runTool('rm', [SYSTEM_DOCKER]);
  });

  const record = (...command: string[]): string[] => [
    'record',
    '--engine',
    'docker',
    '--image',
    world().images.demo,
    '--json',
    '--',
    ...command,
  ];
  const left = (): string[] => [
    ...runTool('docker', [
      '-H',
      `unix://${world().docker.socket}`,
      'ps',
      '--all',
      '--quiet',
      `--filter=label=${HELPER_LABEL}`,
    ])
      .split('\n')
      .filter(Boolean),
    ...runningProcesses()
      .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
      .filter((words) => /lttng-sessiond|helper\.mjs|ask\.js|pkexec/.test(words)),
    ...(existsSync('/run/containers-trace') ? readdirSync('/run/containers-trace') : []),
    ...readdirSync(world().user.runtimeDir).filter((name) => name.startsWith('ct-')),
  ];
  const awaitNothing = (): Promise<void> =>
    awaitCondition(() => left().length === 0, {
      what: 'everything of the recording to be gone',
      timeoutMs: GONE_LIMIT_MS,
      log: () => left().join('\n'),
    });

  it("records the program of a container that root's engine runs, into files of the user", async () => {
    const result = await runCli(record('ls', '-la', '/'), { as: 'user', env: CLOSED });
    expect(result.code, result.stderr).toBe(0);
    const report = result.json() as { path: string; trace: { events: number | null; state: string } };
    const owners = runTool('find', [report.path, '-not', '-user', world().user.name]);
    expect(owners).toBe('');
    const told = runTool('babeltrace2', [report.path, '--component=sink.utils.counter']);
    expect(Number(/(\d+) Event messages/.exec(told)?.[1] ?? 0)).toBeGreaterThan(500);
    await awaitNothing();
  });

  it('leaves nothing when the command line is killed with -9 in the middle', async () => {
    const run = startCli(record('sleep', '600'), { as: 'user', env: CLOSED });
    await awaitCondition(() => left().some((one) => /^[0-9a-f]{12}$/.test(one)), {
      what: 'the container to be made',
      timeoutMs: 60_000,
    });
    run.kill('SIGKILL');
    await run.ended;
    await awaitNothing();
  });

  it.each([
    ['polkit says no', 'NO'],
    ['nobody can ask for the password', 'AUTH_SELF'],
  ] as const)('says what to do where %s', async (_name, answer) => {
    polkit?.answer(answer);
    const result = await runCli(record('true'), { as: 'user', env: CLOSED });
    polkit?.answer('YES');
    expect(result.code, result.stderr).toBe(3);
    expect(result.stderr).toContain(ASK_FAILURES[answer === 'NO' ? 'refused' : 'no-agent'].message);
    expect(result.stderr).toContain(OTHER_WAYS);
    await awaitNothing();
  });
});
