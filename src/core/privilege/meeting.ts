import { randomBytes, timingSafeEqual } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { MEETING_SOCKET, MEETING_TOKEN, TOKEN_BYTES } from '@shared/privilege/meeting';

/** Connections with a wrong token before the meeting fails. */
const MOST_WRONG = 100;
/** Open connections that have sent no token yet; a further one closes the oldest. */
const MOST_SILENT = 8;

export interface Meeting {
  folder: string;
  /** Resolves with the first connection that sends the token. No later connection is accepted. */
  arrived: Promise<Socket>;
  /** Stops waiting and deletes the folder. */
  close(): void;
}

/**
 * Waits for the helper in a new folder in the runtime folder, to which only this user has access.
 * @throws AppError `denied` when the socket cannot be created
 */
export async function openMeeting(runtimeDir: string): Promise<Meeting> {
  const folder = mkdtempSync(join(runtimeDir, 'h-'));
  const [socketPath, tokenPath] = [join(folder, MEETING_SOCKET), join(folder, MEETING_TOKEN)];
  const token = randomBytes(TOKEN_BYTES).toString('hex');
  const server = createServer();
  const stopListening = (): void => {
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
  const connections = new Set<Socket>();
  const arrived = new Promise<Socket>((resolve, reject) => {
    let wrong = 0;
    server.on('connection', (connection) => {
      connections.add(connection);
      const [oldest] = connections;
      if (connections.size > MOST_SILENT) oldest?.destroy();
      connection.once('close', () => connections.delete(connection)).on('error', () => connection.destroy());
      void sendsToken(connection, token).then((right) => {
        if (right) {
          connections.delete(connection);
          for (const other of connections) other.destroy();
          stopListening();
          return resolve(connection);
        }
        connection.destroy();
        wrong += 1;
        if (wrong < MOST_WRONG) return undefined;
        stopListening();
        return reject(
          new AppError('denied', 'The helper was not started, because another program tried to impersonate it.'),
        );
      });
    });
  });
  arrived.catch(() => undefined); // the caller handles the error
  return {
    folder,
    arrived,
    close: () => {
      for (const connection of connections) connection.destroy();
      stopListening();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Whether the first line is the token. Reads no more than that, and leaves the following bytes in the socket. */
function sendsToken(connection: Socket, token: string): Promise<boolean> {
  const line = Buffer.from(`${token}\n`);
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const settle = (right: boolean): void => {
      connection.off('data', read).pause();
      resolve(right);
    };
    const read = (data: Buffer): void => {
      received = Buffer.concat([received, data]);
      if (received.length < line.length && !received.includes('\n')) return;
      const first = received.subarray(0, line.length);
      const right = first.length === line.length && timingSafeEqual(first, line);
      settle(right);
      if (right && received.length > line.length) connection.unshift(received.subarray(line.length));
    };
    connection.on('data', read);
    connection.once('close', () => resolve(false));
  });
}
