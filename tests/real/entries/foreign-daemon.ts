import { spawn } from 'node:child_process';
import { ask } from '../../leaks/ask';
import { awaitCondition } from '../../setup/await-condition';

/** A session daemon that is not ours. */
export interface ForeignDaemon {
  /** One command of lttng(1) on it. */
  lttng(...words: string[]): Promise<string>;
  /** Stops the daemon, so that it answers nobody until it is continued. */
  pause(): void;
  resume(): void;
  stop(): Promise<void>;
}

/**
 * Starts a session daemon as an administrator would, but it ends with the tests. As root it is the machine's root daemon.
 * @param become a command prefix that runs it as another user
 */
export async function startForeignDaemon(
  become: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<ForeignDaemon> {
  const [file = '', ...words] = ['setpriv', '--pdeathsig', 'TERM', '--', ...become, 'lttng-sessiond'];
  const daemon = spawn(file, words, { env: { ...process.env, ...env }, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  let over = false;
  daemon.stderr.on('data', (data: Buffer) => {
    log += data.toString('utf8');
  });
  const ended = new Promise<void>((resolve) =>
    daemon.once('exit', () => {
      over = true;
      resolve();
    }),
  );
  const lttng = (...args: string[]): Promise<string> => ask([...become, 'lttng', '--no-sessiond', ...args], env);
  const answers = (): Promise<boolean> =>
    lttng('list').then(
      () => true,
      () => false,
    );
  await awaitCondition(
    async () => {
      if (over) throw new Error(`lttng-sessiond ended at once:\n${log}`);
      return answers();
    },
    { what: 'the session daemon to answer', timeoutMs: 20_000, log: () => log },
  );
  return {
    lttng,
    pause: () => void daemon.kill('SIGSTOP'),
    resume: () => void daemon.kill('SIGCONT'),
    stop: async () => {
      daemon.kill('SIGTERM');
      // lttng-sessiond 2.13.9 sometimes hangs during its shutdown, after removing its client socket.
      const kill = setTimeout(() => daemon.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(kill);
    },
  };
}
