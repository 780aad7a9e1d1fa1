import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { awaitCondition } from './await-condition';
import { becomeUser, type PlainUser } from './plain-user';
import { type PolkitAgent, startPolkitAgent } from './polkit-agent';
import { processes, processOf } from './process-table';
import { runTool } from './run-tool';
import { world } from './world-state';

/**
 * What polkit's rule says when the world's user calls pkexec: yes without a prompt, no, or only after that user's own
 * password, for which an agent has to ask.
 */
export type PolkitAnswer = 'YES' | 'NO' | 'AUTH_SELF';

export interface Polkit {
  /** From the next call of pkexec on. */
  answer(answer: PolkitAnswer): void;
  /** An agent of the user's desktop, for the prompts of one process. */
  agentFor(pid: number): Promise<PolkitAgent>;
  stop(): Promise<void>;
}

/** Fixed: pkexec is setuid and heeds no DBUS_SYSTEM_BUS_ADDRESS. */
const BUS_FOLDER = '/run/dbus';
const BUS_SOCKET = join(BUS_FOLDER, 'system_bus_socket');
const RULES = '/etc/polkit-1/rules.d';
/** Before the distribution's: the first rule that answers counts. */
const RULE_NAME = /^10-containers-trace-test-.*\.rules$/;
const ANSWER_FILE = 'polkit-answer';
const END_LIMIT_MS = 20_000;

/**
 * A real system bus and a real polkit, which this machine without an init system does not run by itself. polkit reads the
 * rule once; what it answers stands in a file that the rule reads anew at each call, so that a change needs no wait.
 * @throws Error where a system bus runs already: a rule for pkexec is nothing for somebody else's polkit
 */
export async function startPolkit(user: PlainUser = world().user, folder = world().folder): Promise<Polkit> {
  if (busAnswers()) throw new Error('A system bus runs already: these tests need a machine without one.');
  rmSync(BUS_SOCKET, { force: true }); // dbus-daemon leaves it behind when it is killed
  for (const stale of readdirSync(RULES).filter((name) => RULE_NAME.test(name))) unlinkSync(join(RULES, stale));
  const answerFile = join(folder, ANSWER_FILE);
  const rule = join(RULES, `10-containers-trace-test-${user.name}.rules`);
  const answer = (word: PolkitAnswer): void => writeFileSync(answerFile, word, { mode: 0o644 });
  answer('YES');
  writeFileSync(rule, ruleFor(user.name, answerFile), { mode: 0o644 });
  const before = new Set(polkitds());
  const bus = await startBus();
  const stop = async (): Promise<void> => {
    rmSync(rule, { force: true });
    rmSync(answerFile, { force: true });
    await bus.stop();
    await awaitCondition(() => polkitds().every((pid) => before.has(pid)), {
      what: 'polkitd to end with its bus',
      timeoutMs: END_LIMIT_MS,
    });
  };
  try {
    const [program = '', ...words] = [...becomeUser(user), 'pkexec', '/bin/true'];
    runTool(program, words, { cwd: '/' });
  } catch (error) {
    await stop();
    throw error;
  }
  return { answer, agentFor: (pid) => startPolkitAgent(pid, bus.pid), stop };
}

/** Where the file is missing the rule throws, and polkit takes that for a no. */
const ruleFor = (name: string, answerFile: string): string => `polkit.addRule(function (action, subject) {
  if (action.id !== 'org.freedesktop.policykit.exec' || subject.user !== '${name}') return polkit.Result.NOT_HANDLED;
  return polkit.Result[polkit.spawn(['/bin/cat', '${answerFile}'])];
});
`;

const polkitds = (): number[] =>
  processes()
    .filter(({ command }) => command.split(' ')[0]?.endsWith('/polkitd'))
    .map(({ pid }) => pid);

function busAnswers(): boolean {
  if (!existsSync(BUS_SOCKET)) return false;
  const words = ['--system', '--print-reply', '--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.GetId'];
  try {
    runTool('dbus-send', words);
    return true;
  } catch {
    return false;
  }
}

/** It gives up root, which clears a parent-death signal: a shell that reads from us ends it when we have gone. */
const WITH_US = 'dbus-daemon --system --nofork --nopidfile & echo $!; cat >/dev/null; kill $!; wait';

async function startBus(): Promise<{ pid: number; stop(): Promise<void> }> {
  mkdirSync(BUS_FOLDER, { recursive: true, mode: 0o755 });
  const keeper = spawn('sh', ['-c', WITH_US], { stdio: ['pipe', 'pipe', 'ignore'], cwd: '/' });
  let printed = '';
  keeper.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  const ended = new Promise<void>((resolve) => keeper.once('close', () => resolve()));
  await awaitCondition(() => printed.includes('\n') && busAnswers(), {
    what: 'the system bus to answer',
    timeoutMs: 20_000,
  });
  const pid = Number(printed);
  return {
    pid,
    stop: async () => {
      keeper.stdin.end();
      await ended;
      await awaitCondition(() => processOf(pid) === undefined, {
        what: 'the system bus to end',
        timeoutMs: END_LIMIT_MS,
      });
      rmSync(BUS_SOCKET, { force: true });
    },
  };
}
