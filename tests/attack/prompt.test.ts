import { existsSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ASK_FAILURES } from '@core/privilege/ask-failures';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { type Polkit, startPolkit } from '../setup/polkit';
import type { PolkitAgent } from '../setup/polkit-agent';
import { type CliRun, startCli, startProgram } from '../setup/run-cli';
import { clearSystemDocker, SYSTEM_DOCKER } from '../setup/system-docker-socket';
import { world } from '../setup/world-state';
import { withoutPkexec } from './setup/without-pkexec';

const GONE_LIMIT_MS = 20_000;
/** Only root's Docker socket is available. */
const CLOSED_ENV = { DOCKER_HOST: `unix://${SYSTEM_DOCKER}` };
const KILLED = 128 + 9;

inWorld('the question for the password, by the real polkit to an agent in the place of a person', () => {
  let polkit: Polkit;
  let agent: PolkitAgent;
  beforeAll(async () => {
    clearSystemDocker();
    symlinkSync(world().docker.deniedSocket, SYSTEM_DOCKER);
    polkit = await startPolkit();
    agent = await polkit.agentFor(process.pid);
  });
  afterAll(async () => {
    await agent.stop();
    await polkit.stop();
    rmSync(SYSTEM_DOCKER);
  });
  afterEach(() =>
    awaitCondition(() => left().length === 0, {
      what: 'all that was started to be gone',
      timeoutMs: GONE_LIMIT_MS,
      log: () => left().join('\n'),
    }),
  );
  const left = (): string[] => [
    ...runningProcesses()
      .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
      .filter((words) => /lttng-sessiond|helper\.mjs|ask\.js|bin\/pkexec/.test(words)),
    ...(existsSync('/run/containers-trace') ? ['/run/containers-trace'] : []),
    ...readdirSync(world().user.runtimeDir)
      .filter((name) => name.startsWith('ct-'))
      .flatMap((name) => readdirSync(join(world().user.runtimeDir, name)))
      .filter((name) => name.startsWith('h-')),
  ];

  const words = (): string[] => {
    const { images } = world();
    return ['record', '--engine', 'docker', '--image', images.demo, '--json', '--', 'ls', '-la', '/'];
  };
  /** Starts a recording that needs the helper, and resolves when the password prompt is open. */
  async function asked(): Promise<CliRun> {
    polkit.answer('AUTH_SELF');
    await agent.arm();
    const run = startCli(words(), { as: 'user', env: CLOSED_ENV });
    const early = run.ended.then(({ stderr }) => {
      throw new Error(`The command line ended before it asked:\n${stderr}`);
    });
    early.catch(() => undefined); // after the prompt opened, each test waits for the end itself
    await Promise.race([agent.asked(), early]);
    return run;
  }

  it('is closed: nothing runs as root, and userspace alone is offered', async () => {
    const run = await asked();
    await agent.dismiss();
    const { code, stderr } = await run.ended;
    expect(code, stderr).not.toBe(0);
    expect(stderr).toContain(ASK_FAILURES.dismissed.message);
    expect(stderr).toContain('userspace alone');
  });

  it('is answered with a wrong password: nothing runs as root, and userspace alone is offered', async () => {
    const run = await asked();
    await agent.fail();
    const { code, stderr } = await run.ended;
    expect(code, stderr).not.toBe(0);
    expect(stderr).toContain(ASK_FAILURES.refused.message);
    expect(stderr).toContain('userspace alone');
  });

  it('is answered in the end: the helper starts, and ends with the recording', async () => {
    const run = await asked();
    await agent.allow();
    const { code, stderr } = await run.ended;
    expect(code, stderr).toBe(0);
  });

  it('is open when the recording is cancelled: the prompt closes', async () => {
    const run = await asked();
    run.kill('SIGINT');
    await agent.takenBack();
    expect((await run.ended).code).not.toBe(0);
  });

  it('is open when the command line is killed: the prompt closes', async () => {
    const run = await asked();
    run.kill('SIGKILL');
    await agent.takenBack();
    expect((await run.ended).code).toBe(KILLED);
  });

  it('cannot be asked where pkexec is missing: the error names the package and offers userspace only', async () => {
    const { user, node, app, actors } = world();
    const program = [...withoutPkexec(), ...becomeUser(user), node, join(app, 'out/main/cli.js'), ...words()];
    const env = {
      CONTAINERS_STORAGE_CONF: undefined,
      CONTAINERS_TRACE_RUNTIME_DIR: undefined,
      ...actors.user.env,
      ...CLOSED_ENV,
    };
    const { code, stderr } = await startProgram(program, { as: 'root', cwd: user.home, env }).ended;
    expect(code, stderr).not.toBe(0);
    expect(stderr).toMatch(/apt-get install pkexec/);
    expect(stderr).toContain('userspace alone');
  });
});
