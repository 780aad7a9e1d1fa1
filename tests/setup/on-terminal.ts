import { spawn } from 'node:child_process';
import { shellCommand } from '@shared/planning/shell-quote';
import { becomeUser } from './plain-user';
import { say } from './say';
import { world } from './world-state';

const LIMIT_MS = 90_000;

export interface OnTerminal {
  /** Everything that the terminal showed. */
  shown(): string;
  /** Resolves when the terminal shows a match. Rejects if everything ended before. */
  seen(pattern: RegExp): Promise<void>;
  /** Types on the keyboard; `\x03` is Ctrl+C. */
  type(text: string): void;
  /** Resolves with the exit code of the shell line. */
  ended: Promise<number>;
}

/** Runs a line of the shell as the plain user on a terminal of its own (script(1)). @param env added to the user's */
export function onTerminal(line: string, env: Record<string, string> = {}): OnTerminal {
  const { user, actors } = world();

  const [program = '', ...words] = [...becomeUser(user), 'script', '-qfec', line, '/dev/null'];
  const child = spawn(program, words, {
    env: { ...actors.user.env, SHELL: '/bin/bash', ...env },
    cwd: user.home,
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true,
  });
  let text = '';
  const watchers = new Set<() => void>();
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    text += piece;
    for (const look of watchers) look();
  });
  child.stdin.on('error', () => undefined); // it may end without reading
  const ended = new Promise<number>((resolve, reject) => {
    const limit = setTimeout(() => {
      child.kill('SIGKILL');
      reject(
        new Error(`${shellCommand([line])} did not end within ${LIMIT_MS / 1000} s. The terminal shows:\n${text}`),
      );
    }, LIMIT_MS);
    child.once('close', (code) => {
      clearTimeout(limit);
      say(`the terminal ended with ${code}`);
      resolve(code ?? -1);
    });
  });
  ended.catch(() => undefined); // the caller handles the rejection
  const seen = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(text)) resolve();
      };
      watchers.add(look);
      look();
      void ended.then(() => reject(new Error(`The terminal never showed ${pattern}:\n${text}`)), reject);
    });
  return { shown: () => text, seen, type: (keys) => void child.stdin.write(keys), ended };
}
