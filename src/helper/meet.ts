import { closeSync, constants, openSync, readSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { AppError } from '@shared/model/app-error';
import {
  LONGEST_TOKEN_FILE,
  MEETING_SOCKET,
  MEETING_TOKEN,
  PLAIN_PATH,
  TOKEN_PATTERN,
} from '@shared/privilege/meeting';
import { becomeCaller, becomeRoot, type Caller } from './caller';
import { checkOwn, modeOf, openFolder, openHandle, pathOf } from './open-path';

export interface Meeting {
  socket: Socket;
  /** The caller's groups, as the account database has them. */
  groups: number[];
}

/**
 * Connects to the app that waits in the folder, with the caller's rights from the first look to the sent token; only then
 * root's again. Folder, socket and token are looked at as open files: what is swapped in afterwards is not what is used.
 * @throws AppError `denied` for a folder, token or socket that the app does not make so
 */
export async function meet(folder: string | undefined, caller: Caller): Promise<Meeting> {
  if (folder === undefined || !PLAIN_PATH.test(folder)) throw new AppError('denied', 'No meeting folder is named.');
  const groups = becomeCaller(caller);
  try {
    const open = openFolder(folder);
    checkOwn(open, caller.uid, 'The meeting folder', (stats) => stats.isDirectory() && modeOf(stats) === 0o700);
    const token = readToken(`${pathOf(open)}/${MEETING_TOKEN}`, caller.uid);
    const handle = openHandle(`${pathOf(open)}/${MEETING_SOCKET}`);
    checkOwn(handle, caller.uid, 'The socket', (stats) => stats.isSocket() && modeOf(stats) === 0o600);
    const socket = await connected(pathOf(handle));
    socket.write(`${token}\n`);
    closeSync(handle);
    closeSync(open);
    return { socket, groups };
  } finally {
    becomeRoot();
  }
}

function readToken(path: string, uid: number): string {
  // Without O_NONBLOCK a pipe in its place would hold us for ever.
  const fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    checkOwn(
      fd,
      uid,
      'The token',
      (s) => s.isFile() && modeOf(s) === 0o600 && s.nlink === 1 && s.size <= LONGEST_TOKEN_FILE,
    );
    const bytes = Buffer.alloc(LONGEST_TOKEN_FILE);
    const token = bytes.toString('latin1', 0, readSync(fd, bytes)).trim();
    if (!TOKEN_PATTERN.test(token)) throw new AppError('denied', 'The token is not one of the app.');
    return token;
  } finally {
    closeSync(fd);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.once('error', (cause) => reject(new AppError('denied', 'The app does not wait any more.', { cause })));
    socket.once('connect', () => resolve(socket));
  });
}
