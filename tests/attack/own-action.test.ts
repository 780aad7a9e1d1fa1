import { chmodSync, rmSync, symlinkSync } from 'node:fs';
import { ASK_FAILURES } from '@core/privilege/ask-failures';
import { START_HELPER } from '@core/privilege/installed-tree';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { type Polkit, startPolkit } from '../setup/polkit';
import type { PolkitAgent } from '../setup/polkit-agent';
import { type CliResult, startProgram } from '../setup/run-cli';
import { clearSystemDocker, SYSTEM_DOCKER } from '../setup/system-docker-socket';
import { world } from '../setup/world-state';
import { INSTALLED_CLI, installTree } from './setup/installed-tree';

const GONE_LIMIT_MS = 20_000;

inWorld('the question for the password of an installed package, by the real polkit', () => {
  let polkit: Polkit;
  let agent: PolkitAgent;
  let tree: ReturnType<typeof installTree>;
  beforeAll(async () => {
    clearSystemDocker();
    symlinkSync(world().docker.deniedSocket, SYSTEM_DOCKER);
    tree = installTree();
    polkit = await startPolkit();
    polkit.answer('AUTH_SELF');
    agent = await polkit.agentFor(process.pid);
  });
  afterAll(async () => {
    await agent.stop();
    await polkit.stop();
    tree.remove();
    rmSync(SYSTEM_DOCKER);
  });
  const left = (): string[] =>
    runningProcesses()
      .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
      .filter((line) => /lttng-sessiond|helper\.mjs|ask\.js|bin\/pkexec/.test(line));
  afterEach(() =>
    awaitCondition(() => left().length === 0, {
      what: 'all that was started to be gone',
      timeoutMs: GONE_LIMIT_MS,
      log: () => left().join('\n'),
    }),
  );

  /** A recording that needs the helper, by the installed command line. */
  const record = (): Promise<CliResult> => {
    const { user, images, actors } = world();
    const words = ['record', '--engine', 'docker', '--image', images.demo, '--json', '--', 'ls', '-la', '/'];
    const roots = { CONTAINERS_STORAGE_CONF: undefined, CONTAINERS_TRACE_RUNTIME_DIR: undefined };
    const env = { ...roots, ...actors.user.env, DOCKER_HOST: `unix://${SYSTEM_DOCKER}` };
    return startProgram([...becomeUser(user), ...INSTALLED_CLI, ...words], { as: 'root', cwd: user.home, env }).ended;
  };
  async function answered(answer: () => Promise<void>): Promise<CliResult> {
    await agent.arm();
    const ended = record();
    await Promise.race([
      agent.asked(),
      ended.then(({ stderr }) => Promise.reject(new Error(`The command line ended before it asked:\n${stderr}`))),
    ]);
    await answer();
    return ended;
  }

  it('says who asks for what, and starts the helper', async () => {
    const { code, stderr } = await answered(() => agent.allow());
    expect(code, stderr).toBe(0);
    expect(agent.request()).toEqual({
      action: 'org.containerstrace.record-kernel',
      message: "Containers Trace wants to record the kernel's events",
      icon: 'org.containerstrace.ContainersTrace',
    });
  });

  it.each([
    ['dismissed', () => agent.dismiss()],
    ['refused', () => agent.fail()],
  ] as const)('is %s, and that is said', async (outcome, answer) => {
    const { code, stderr } = await answered(answer);
    expect(code, stderr).not.toBe(0);
    expect(stderr).toContain(ASK_FAILURES[outcome].message);
  });

  it('cannot be asked without an agent, and that is said', async () => {
    const { code, stderr } = await record();
    expect(code, stderr).not.toBe(0);
    expect(stderr).toContain(ASK_FAILURES['no-agent'].message);
  });

  it('is not asked where others than root can change what root would run', async () => {
    chmodSync(START_HELPER, 0o757);
    try {
      const { code, stderr } = await record();
      expect(code, stderr).not.toBe(0);
      expect(stderr).toContain('can change');
    } finally {
      chmodSync(START_HELPER, 0o755);
    }
  });
});
