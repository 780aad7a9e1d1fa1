import { existsSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ASK_FAILURES, OTHER_WAYS } from '@core/privilege/ask-failures';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ABANDONED, PASSWORD_WAIT } from '../../src/cli/run-reporter';
import { asPrinted } from '../setup/as-printed';
import { inWorld } from '../setup/in-world';
import { type Polkit, startPolkit } from '../setup/polkit';
import { type CliOptions, runCli, startProgram } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { expectNothingLeft } from './reading/ways';

const SYSTEM_SOCKET = '/var/run/docker.sock';
/** Names no socket, so the system's socket is used, which is closed to others than root. */
const AS_USER: CliOptions = { as: 'user', env: { DOCKER_HOST: undefined } };

/** On a machine whose kernel cannot be traced, a plain user needs the helper only for an engine without access. */
inWorld('the helper by the command line, through sudo-prompt and polkit', () => {
  let polkit: Polkit;
  beforeAll(async () => {
    if (existsSync(SYSTEM_SOCKET)) throw new Error(`${SYSTEM_SOCKET} is there already.`);
    symlinkSync(world().docker.deniedSocket, SYSTEM_SOCKET);
    polkit = await startPolkit();
  });
  afterAll(async () => {
    await polkit.stop();
    rmSync(SYSTEM_SOCKET, { force: true });
  });
  const record = (): string[] => [
    ...['record', '--json', '--engine', 'docker', '--image', world().images.demo],
    ...['--', 'ls', '-la', '/'],
  ];

  it('prints the reason before the password prompt, and records', async () => {
    polkit.answer('YES');
    const result = await runCli(record(), AS_USER);
    expect(result, result.stderr).toMatchObject({ code: 0 });
    expect(result.stderr).toMatch(/^Privilege: helper\. .*Docker.*→ Start the helper/ms);
    const report = traceReportSchema.parse(result.json());
    expect(report).toMatchObject({ state: 'ready', engine: 'docker', exitCode: 0, discardedEvents: 0 });
    expect(report.events).toBeGreaterThan(4_000);
    await expectNothingLeft();
  });

  it.each([
    ['no agent and no terminal', 'AUTH_SELF', 'no-agent'],
    ['a rule that says no', 'NO', 'refused'],
  ] as const)('says what to do instead: %s', async (_what, answer, outcome) => {
    polkit.answer(answer);
    const result = await runCli(record(), AS_USER);
    expect(result.code, result.stderr).toBe(3);
    const { code, message } = ASK_FAILURES[outcome];
    expect(result.json()).toMatchObject({ error: { code } });
    expect(result.stderr).toContain(message);
    expect(result.stderr).toContain(OTHER_WAYS);
    await expectNothingLeft();
  });

  it('ends at the first Ctrl+C while the dialog is open, and closes the dialog', async () => {
    polkit.answer('AUTH_SELF');
    const go = join(world().folder, 'go');
    const cli = [world().node, join(world().app, 'out/main/cli.js'), ...record()];
    const waiting = ['sh', '-c', 'while [ ! -e "$0" ]; do sleep 0.05; done; exec "$@"', go];
    const run = startProgram([...waiting, ...cli], AS_USER);
    const agent = await polkit.agentFor(run.pid);
    try {
      await agent.arm();
      writeFileSync(go, '');
      await agent.asked();
      await run.seen(asPrinted(PASSWORD_WAIT));
      run.kill('SIGINT');
      const result = await run.ended;
      expect(result.code, result.stderr).toBe(130);
      expect(result.stderr).toContain(ABANDONED);
      expect(result.json()).toMatchObject({ error: { code: 'cancelled' } });
      await agent.takenBack();
    } finally {
      await agent.stop();
      rmSync(go, { force: true });
    }
    await expectNothingLeft();
  });
});
