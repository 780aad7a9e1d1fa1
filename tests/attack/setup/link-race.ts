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

/** What is swapped for a link to root's own of the same name, and back, all the time. */
export const SWAPPED = ['token', 'socket', 'folder', 'parent'] as const;

export interface LinkRace {
  /** What the helper is given. */
  folder: string;
  meeting: MeetingFolder;
  /** What is in root's token, and must not arrive anywhere. */
  secret: string;
  /** How often root's folder or token was opened, and somebody connected to root's socket. */
  witnessed(): Promise<{ opened: number; connected: number }>;
  close(): Promise<void>;
}

const PYTHON = '/usr/bin/python3';
const entry = (name: string): string => join(import.meta.dirname, '../entries', name);

/** A meeting folder of the user's, a folder of root's that looks the same, and the attacker who swaps one for the other. */
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
  const witness = await startAndHear(
    [PYTHON, entry('watch_opened.py'), targets, join(targets, MEETING_TOKEN)],
    'ready',
  );
  const attacker = await startAndHear(
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
      witness.child.stdin?.end();
      await witness.ended;
      return {
        opened: witness
          .said()
          .split('\n')
          .filter((line) => line === 'opened').length,
        connected,
      };
    },
    close: async () => {
      await stopAttacker();
      witness.child.kill('SIGKILL');
      await witness.ended;
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

async function startAndHear([file = '', ...words]: string[], first: string): Promise<Talking> {
  const child = spawn(file, words, { cwd: '/', stdio: ['pipe', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  await awaitCondition(() => said.startsWith(first), { what: `${words.at(-1)} to say "${first}"`, timeoutMs: 20_000 });
  return { child, said: () => said, ended };
}
