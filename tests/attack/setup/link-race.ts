import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { MEETING_SOCKET, MEETING_TOKEN } from '@shared/privilege/meeting';
import { awaitCondition } from '../../setup/await-condition';
import { becomeUser } from '../../setup/plain-user';
import { world } from '../../setup/world-state';
import { giveToUser, listening, type MeetingFolder, openMeetingFolder } from './meeting-folder';

/** The entries that the attacker repeatedly replaces by a link to root's entry of the same name, and restores. */
export const SWAPPED = ['token', 'socket', 'folder', 'parent'] as const;

export interface LinkRace {
  /** The folder that the helper gets. */
  folder: string;
  meeting: MeetingFolder;
  /** The content of root's token, which must not leak. */
  secret: string;
  /** How often any process opened root's folder or token, or connected to root's socket. */
  witnessed(): Promise<{ opened: number; connected: number }>;
  close(): Promise<void>;
}

const PYTHON = '/usr/bin/python3';
const entry = (name: string): string => join(import.meta.dirname, '../entries', name);

/** A meeting folder of the user, an equal folder of root, and the attacker who swaps them. */
export async function openLinkRace(swapped: (typeof SWAPPED)[number]): Promise<LinkRace> {
  const base = mkdtempSync(join(world().user.runtimeDir, 'r-'));
  giveToUser(base, 0o700);
  const parent = join(base, 'p');
  mkdirSync(parent);
  giveToUser(parent, 0o700);
  const meeting = await openMeetingFolder(join(parent, 'm'));
  const roots = mkdtempSync(join(world().folder, 'roots-'));
  const secret = randomBytes(32).toString('hex');
  const targets = join(roots, 'm');
  mkdirSync(targets, { mode: 0o700 });
  writeFileSync(join(targets, MEETING_TOKEN), secret, { mode: 0o600 });
  let connected = 0;
  const server = createServer((guest) => {
    connected += 1;
    guest.on('error', () => undefined).destroy();
  });
  await listening(server, join(targets, MEETING_SOCKET));
  const [name, target] = {
    token: [join(meeting.folder, MEETING_TOKEN), join(targets, MEETING_TOKEN)],
    socket: [join(meeting.folder, MEETING_SOCKET), join(targets, MEETING_SOCKET)],
    folder: [meeting.folder, targets],
    parent: [parent, roots],
  }[swapped] as [string, string];
  symlinkSync(target, `${name}.link`);
  const watcher = await startAndWaitFor(
    [PYTHON, entry('watch_opened.py'), targets, join(targets, MEETING_TOKEN)],
    'ready',
  );
  const attacker = await startAndWaitFor(
    [...becomeUser(world().user), PYTHON, entry('flip.py'), name, `${name}.link`],
    'flips',
  );
  const stopAttacker = async (): Promise<void> => {
    attacker.child.kill('SIGKILL');
    await attacker.ended;
  };
  return {
    folder: meeting.folder,
    meeting,
    secret,
    witnessed: async () => {
      await stopAttacker();
      watcher.child.stdin?.end();
      await watcher.ended;
      return {
        opened: watcher
          .said()
          .split('\n')
          .filter((line) => line === 'opened').length,
        connected,
      };
    },
    close: async () => {
      await stopAttacker();
      watcher.child.kill('SIGKILL');
      await watcher.ended;
      server.close();
      meeting.close();
      for (const path of [base, roots]) rmSync(path, { recursive: true, force: true });
    },
  };
}

interface Talking {
  child: ChildProcess;
  said(): string;
  ended: Promise<void>;
}

async function startAndWaitFor([file = '', ...words]: string[], first: string): Promise<Talking> {
  const child = spawn(file, words, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await awaitCondition(() => said.startsWith(first), { what: `${words.at(-1)} to say "${first}"`, timeoutMs: 20_000 });
  return { child, said: () => said, ended };
}
