import { existsSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { ASK_FAILURES } from '@core/privilege/ask-failures';
import { shellCommand } from '@shared/planning/shell-quote';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { runningProcesses } from '../leaks/processes';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { type OnTerminal, onTerminal } from '../setup/on-terminal';
import { type Polkit, startPolkit } from '../setup/polkit';
import { runTool } from '../setup/run-tool';
import { clearSystemDocker, SYSTEM_DOCKER } from '../setup/system-docker-socket';
import { world } from '../setup/world-state';

const GONE_LIMIT_MS = 20_000;
const PASSWORD = 'a password for the test';
const CANCELLED = 130;
/** pkttyagent's prompt, at the end of what the terminal shows. */
const PROMPT = /Password: $/;
/** Waits until the terminal shows what is typed again, as its settings say. */
const UNTIL_ECHO = 'until stty -a | grep -q " echo "; do :; done; echo "echo is on"';

inWorld('the question for the password on a terminal, by the real polkit without an agent of the session', () => {
  let polkit: Polkit;
  beforeAll(async () => {
    clearSystemDocker();
    symlinkSync(world().docker.deniedSocket, SYSTEM_DOCKER);
    polkit = await startPolkit();
    polkit.answer('AUTH_SELF');
    runTool('chpasswd', [], { input: `${world().user.name}:${PASSWORD}\n` });
  });
  afterAll(async () => {
    runTool('usermod', ['--lock', world().user.name]);
    await polkit.stop();
    rmSync(SYSTEM_DOCKER);
  });
  const left = (): string[] => [
    ...runningProcesses()
      .map(({ pid, argv }) => `${pid} ${argv.join(' ')}`)
      .filter((words) => /lttng-sessiond|helper\.mjs|ask\.js|bin\/pkexec|pkttyagent/.test(words)),
    ...(existsSync('/run/containers-trace') ? ['/run/containers-trace'] : []),
  ];
  afterEach(() =>
    awaitCondition(() => left().length === 0, {
      what: 'everything that was started to be gone',
      timeoutMs: GONE_LIMIT_MS,
      log: () => left().join('\n'),
    }),
  );

  const cli = (): string => {
    const { images, node, app } = world();
    const words = ['record', '--engine', 'docker', '--image', images.demo, '--', 'ls', '-la', '/'];
    return shellCommand([node, join(app, 'out/main/cli.js'), ...words]);
  };
  const commandLines = (): number[] =>
    runningProcesses()
      .filter(({ argv }) => argv.some((word) => word.endsWith('out/main/cli.js')) && !argv.includes('-c'))
      .map(({ pid }) => pid);
  /**
   * Starts a recording that needs the helper, and resolves when the terminal asks and hides what is typed. pkttyagent discards what
   * is typed between the two (polkit, src/polkitagent/polkitagenttextlistener.c: it shows the prompt, then sets TCSAFLUSH).
   * @param then follows in the shell
   */
  async function asked(then = ''): Promise<OnTerminal> {
    const terminal = onTerminal(`${cli()}${then}`, { DOCKER_HOST: `unix://${SYSTEM_DOCKER}` });
    await terminal.seen(PROMPT);
    const [pid] = commandLines();
    const device = readlinkSync(`/proc/${pid}/fd/0`);
    await awaitCondition(() => / -echo /.test(runTool('stty', ['-a', '-F', device])), {
      what: 'the terminal to hide what is typed',
      timeoutMs: GONE_LIMIT_MS,
      log: terminal.shown,
    });
    return terminal;
  }

  it('is answered: the recording starts, and none of its output is in the middle of the prompt', async () => {
    const terminal = await asked();
    terminal.type(`${PASSWORD}\n`);
    expect(await terminal.ended, terminal.shown()).toBe(0);
    const [before = '', prompt = ''] = terminal.shown().split('==== AUTHENTICATING');
    expect(before).toContain('→');
    expect(prompt.split('AUTHENTICATION COMPLETE')[0]).not.toContain('→');
    expect(terminal.shown()).not.toContain(PASSWORD);
  });

  it('is answered with a wrong password: the error says so', async () => {
    const terminal = await asked();
    terminal.type('wrong\n');
    expect(await terminal.ended).not.toBe(0);
    expect(terminal.shown()).toContain(ASK_FAILURES.refused.message);
  });

  it('is cancelled by Ctrl+C, and the terminal shows what is typed again', async () => {
    const terminal = await asked(`; status=$?; ${UNTIL_ECHO}; exit $status`);
    terminal.type('\x03');
    expect(await terminal.ended, terminal.shown()).toBe(CANCELLED);
    expect(terminal.shown()).toContain('echo is on');
  });

  it('is still there after Ctrl+Z, which a recording refuses', async () => {
    const terminal = await asked();
    terminal.type('\x1a');
    terminal.type(`${PASSWORD}\n`);
    expect(await terminal.ended, terminal.shown()).toBe(0);
    expect(terminal.shown()).not.toContain(PASSWORD);
  });

  it('ends with a command line that is killed, and the terminal shows what is typed again', async () => {
    const terminal = await asked(`; ${UNTIL_ECHO}`);
    const own = commandLines();
    expect(own).toHaveLength(1);
    for (const pid of own) process.kill(pid, 'SIGKILL');
    expect(await terminal.ended, terminal.shown()).toBe(0);
    expect(terminal.shown()).toContain('echo is on');
  });

  it('is not asked in the background, where it would stop: the error names commands that exist', async () => {
    const terminal = onTerminal(`set -m; ${cli()} & wait $!`, { DOCKER_HOST: `unix://${SYSTEM_DOCKER}` });
    expect(await terminal.ended).not.toBe(0);
    expect(terminal.shown()).toContain(ASK_FAILURES['no-agent'].message);
    expect(terminal.shown()).not.toContain('AUTHENTICATING');
  });
});
