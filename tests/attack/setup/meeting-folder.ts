import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { MEETING_SOCKET, MEETING_TOKEN, TOKEN_BYTES } from '@shared/privilege/meeting';
import { world } from '../../setup/world-state';

export interface Guest {
  socket: Socket;
  /** The lines that the helper has sent. */
  lines: string[];
  isOver(): boolean;
}

/** The folder in which the app waits for the helper, created as the app does, and the connections to it. */
export interface MeetingFolder {
  folder: string;
  token: string;
  /** All who have connected. */
  guests: Guest[];
  close(): void;
}

/** Creates the folder for the world's plain user. The test, which is root, listens there instead of the app. */
export async function openMeetingFolder(
  folder = mkdtempSync(join(world().user.runtimeDir, 'h-')),
): Promise<MeetingFolder> {
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  mkdirSync(folder, { recursive: true });
  const guests: Guest[] = [];
  const server = createServer((socket) => guests.push(guestOf(socket)));
  const socket = join(folder, MEETING_SOCKET);
  await listening(server, socket);
  writeFileSync(join(folder, MEETING_TOKEN), token);
  for (const [path, mode] of [
    [join(folder, MEETING_TOKEN), 0o600],
    [socket, 0o600],
    [folder, 0o700],
  ] as const)
    giveToUser(path, mode);
  return {
    folder,
    token,
    guests,
    close: () => {
      for (const { socket: guest } of guests) guest.destroy();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function guestOf(socket: Socket): Guest {
  const lines: string[] = [];
  let held = '';
  let over = false;
  socket.once('close', () => {
    over = true;
  });
  socket.on('error', () => socket.destroy());
  socket.setEncoding('utf8').on('data', (text: string) => {
    const parts = (held + text).split('\n');
    held = parts.pop() ?? '';
    lines.push(...parts);
  });
  return { socket, lines, isOver: () => over };
}

export const listening = (server: Server, path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, resolve);
  });

export function giveToUser(path: string, mode: number): void {
  const { uid, gid } = world().user;
  chownSync(path, uid, gid);
  chmodSync(path, mode);
}
