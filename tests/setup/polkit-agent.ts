import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseJson } from '@shared/model/json';
import { z } from 'zod';

/** What a prompt says, in polkit's words. */
const requestSchema = z.object({ action: z.string(), message: z.string(), icon: z.string() });

/** A polkit authentication agent like a desktop's. The test acts as the user. */
export interface PolkitAgent {
  /** Prepares the agent for the next pkexec of its process. Call it before pkexec starts. */
  arm(): Promise<void>;
  /** Resolves when the password prompt is open. */
  asked(): Promise<void>;
  /** The last prompt. @throws Error if there was none */
  request(): z.infer<typeof requestSchema>;
  /** Enters the correct password. */
  allow(): Promise<void>;
  /** Clicks Cancel in the prompt. */
  dismiss(): Promise<void>;
  /** Enters a wrong password. */
  fail(): Promise<void>;
  /** Resolves when polkit has closed the prompt, because the requesting process has ended. */
  takenBack(): Promise<void>;
  stop(): Promise<void>;
}

/** Debian's Python, for which python3-gi is built. Another Python may come first on PATH. */
const PYTHON = '/usr/bin/python3';
const LIMIT_MS = 60_000;
const REQUEST = 'request ';

/**
 * @param pid the process below which a shell starts pkexec; the test itself if its child may prompt at once
 * @param busPid the system bus, which is paused briefly, so that the agent is registered for that shell before pkexec asks
 */
export async function startPolkitAgent(pid: number, busPid: number): Promise<PolkitAgent> {
  const script = join(import.meta.dirname, 'polkit-agent.py');
  const child = spawn(PYTHON, [script, String(pid), String(busPid)], { stdio: ['pipe', 'pipe', 'inherit'], cwd: '/' });
  const lines = createInterface({ input: child.stdout });
  const said: string[] = [];
  const listeners = new Set<() => void>();
  let request = '';
  lines.on('line', (line) => {
    if (line.startsWith(REQUEST)) request = line.slice(REQUEST.length);
    said.push(line);
    for (const listener of listeners) listener();
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const hear = (word: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const give = (settle: () => void): void => {
        clearTimeout(limit);
        listeners.delete(look);
        settle();
      };
      const limit = setTimeout(
        () => give(() => reject(new Error(`The agent did not say "${word}" but: ${said.join(', ')}`))),
        LIMIT_MS,
      );
      const look = (): void => {
        const at = said.indexOf(word);
        if (at < 0) return;
        said.splice(0, at + 1);
        give(resolve);
      };
      listeners.add(look);
      look();
      void ended.then(() => give(() => reject(new Error(`The agent ended before it said "${word}".`))));
    });
  const tell = async (word: string, answer: string): Promise<void> => {
    child.stdin.write(`${word}\n`);
    await hear(answer);
  };
  await hear('ready');
  return {
    arm: () => tell('arm', 'armed'),
    asked: () => hear('asked'),
    request: () => requestSchema.parse(parseJson(request)),
    allow: () => tell('allow', 'done'),
    dismiss: () => tell('dismiss', 'done'),
    fail: () => tell('fail', 'done'),
    takenBack: () => hear('taken back'),
    stop: () => {
      child.stdin.end();
      return ended;
    },
  };
}
