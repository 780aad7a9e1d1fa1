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
 * The result of polkit's rule when the world's user calls pkexec: yes without a prompt, no, or only with that user's
 * password, for which an agent must ask.
 */
export type PolkitAnswer = 'YES' | 'NO' | 'AUTH_SELF';

export interface Polkit {
  /** Sets the result from the next call of pkexec on. */
  answer(answer: PolkitAnswer): void;
  /** Starts an agent of the user's desktop for the prompts of one process. */
  agentFor(pid: number): Promise<PolkitAgent>;
  stop(): Promise<void>;
}

/** This path is fixed, because pkexec is setuid and ignores DBUS_SYSTEM_BUS_ADDRESS. */
const BUS_FOLDER = '/run/dbus';
const BUS_SOCKET = join(BUS_FOLDER, 'system_bus_socket');
const RULES = '/etc/polkit-1/rules.d';
/** Sorts before the distribution's rules, because the first rule with a result wins. */
const RULE_NAME = /^10-containers-trace-test-.*\.rules$/;
const ANSWER_FILE = 'polkit-answer';
const END_LIMIT_MS = 20_000;

/**
 * Starts a real system bus and a real polkit, since this machine has no init system that runs them. polkit reads the rule
 * once. The rule reads its result from a file at each call, so that a change takes effect at once.
 * @throws Error if a system bus is already running, since the rule for pkexec must not affect another polkit
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

/** If the file is missing, the rule throws, and polkit treats that as no. */
const ruleFor = (name: string, answerFile: string): string => `polkit.addRule(function (action, subject) {
  var actions = ['org.freedesktop.policykit.exec', 'org.containerstrace.record-kernel'];
  if (actions.indexOf(action.id) < 0 || subject.user !== '${name}') return polkit.Result.NOT_HANDLED;
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

/** polkit drops root, which clears a parent-death signal. So a shell that reads from this process ends it when we end. */
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
