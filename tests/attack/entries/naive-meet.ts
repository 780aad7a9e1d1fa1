import { lstatSync, readFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { MEETING_SOCKET, MEETING_TOKEN } from '@shared/privilege/meeting';

/** A vulnerable meeting, which proves that the test detects the attack: checks paths as root, then opens them by name. */
export async function naiveMeet(folder: string, uid: number): Promise<Socket> {
  const [socketPath, tokenPath] = [join(folder, MEETING_SOCKET), join(folder, MEETING_TOKEN)];
  for (const [path, mode] of [
    [folder, 0o700],
    [socketPath, 0o600],
    [tokenPath, 0o600],
  ] as const) {
    const stats = lstatSync(path);
    if (stats.uid !== uid || (stats.mode & 0o777) !== mode || stats.isSymbolicLink())
      throw new Error(`${path} is not so`);
  }
  const token = readFileSync(tokenPath, 'utf8');
  const socket = await new Promise<Socket>((resolve, reject) => {
    const one = connect(socketPath);
    one.once('error', reject);
    one.once('connect', () => resolve(one));
  });
  socket.write(`${token}\n`);
  return socket;
}
