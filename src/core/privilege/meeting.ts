import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { MEETING_SOCKET, MEETING_TOKEN, TOKEN_BYTES } from '@shared/privilege/meeting';

/** Who comes with another token is none of ours; the real one comes once. */
const MOST_WRONG = 100;
const MOST_SILENT = 8;

export interface Meeting {
  folder: string;
  /** The first that brings the token; nobody is let in after it. */
  arrived: Promise<Socket>;
  /** Ends the waiting and removes the folder. */
  close(): void;
}

/**
 * Waits for the helper in a folder of its own below the runtime folder, which this user alone may enter.
 * @throws AppError `denied` when it cannot be made
 */
export async function openMeeting(runtimeDir: string): Promise<Meeting> {
  const folder = mkdtempSync(join(runtimeDir, 'h-'));
  const [socketPath, tokenPath] = [join(folder, MEETING_SOCKET), join(folder, MEETING_TOKEN)];
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const server = createServer();
  const forget = (): void => {
    server.close();
    rmSync(socketPath, { force: true });
    rmSync(tokenPath, { force: true });
  };
  await new Promise<void>((resolve, reject) => {
    server.once('error', (cause) => reject(new AppError('denied', `${socketPath}: ${cause.message}`, { cause })));
    server.listen(socketPath, resolve);
  });
  chmodSync(socketPath, 0o600);
  writeFileSync(tokenPath, token, { mode: 0o600, flag: 'wx' });
  const guests = new Set<Socket>();
  const arrived = new Promise<Socket>((resolve, reject) => {
    let wrong = 0;
    server.on('connection', (guest) => {
      guests.add(guest);
      const [longest] = guests;
      if (guests.size > MOST_SILENT) longest?.destroy();
      guest.once('close', () => guests.delete(guest)).on('error', () => guest.destroy());
      void bringsToken(guest, token).then((right) => {
        if (right) {
          guests.delete(guest);
          for (const other of guests) other.destroy();
          forget();
          return resolve(guest);
        }
        guest.destroy();
        wrong += 1;
        if (wrong < MOST_WRONG) return undefined;
        forget();
        return reject(new AppError('denied', 'Another program tried to take the place of the helper.'));
      });
    });
  });
  arrived.catch(() => undefined); // read by who waits
  return {
    folder,
    arrived,
    close: () => {
      for (const guest of guests) guest.destroy();
      forget();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Reads one line, never more than a token's; what stands behind it is left for who reads on. */
function bringsToken(guest: Socket, token: string): Promise<boolean> {
  const line = Buffer.from(`${token}\n`);
  return new Promise((resolve) => {
    let held = Buffer.alloc(0);
    const settle = (right: boolean): void => {
      guest.off('data', read).pause();
      resolve(right);
    };
    const read = (data: Buffer): void => {
      held = Buffer.concat([held, data]);
      if (held.length < line.length && !held.includes('\n')) return;
      const first = held.subarray(0, line.length);
      const right = first.length === line.length && timingSafeEqual(first, line);
      settle(right);
      if (right && held.length > line.length) guest.unshift(held.subarray(line.length));
    };
    guest.on('data', read);
    guest.once('close', () => resolve(false));
  });
}
