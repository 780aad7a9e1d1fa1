import { closeSync, constants, openSync, readSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { AppError, toAppError } from '@shared/model/app-error';
import {
  LONGEST_TOKEN_FILE,
  MEETING_SOCKET,
  MEETING_TOKEN,
  PLAIN_PATH,
  TOKEN_PATTERN,
} from '@shared/privilege/meeting';
import { becomeCaller, becomeRoot, type Caller, mayChangeUser } from './caller';
import { receiveSocket } from './exec';
import { checkOwn, modeOf, openFolder, openHandle, pathOf } from './open-path';

/** First argument of the child that connects to the app for this process. */
export const MEET = '--meet';

const CHILD_LIMIT_MS = 30_000;

/**
 * Connects to the app in the meeting folder and sends the token, all with the caller's rights. If the runtime cannot change its user,
 * a child that runs as the caller connects and passes the socket.
 * @throws AppError `denied` for a folder, token or socket that the app does not create like that
 */
export async function meet(folder: string | undefined, caller: Caller): Promise<{ socket: Socket }> {
  if (folder === undefined || !PLAIN_PATH.test(folder))
    throw new AppError('denied', 'The path of the meeting folder is missing or not valid.');
  if (!mayChangeUser())
    return { socket: await receiveSocket(caller, [process.argv[1] ?? '', MEET, folder], CHILD_LIMIT_MS) };
  becomeCaller(caller);
  try {
    return { socket: await meetAsSelf(folder, caller.uid) };
  } finally {
    becomeRoot();
  }
}

/** Connects in a child that runs as the caller. @returns the exit status */
export async function meetAsChild(folder: string | undefined): Promise<number> {
  try {
    const socket = await meetAsSelf(folder ?? '', process.getuid?.() ?? 0);
    await new Promise<void>((resolve) => process.send?.('met', socket, {}, () => resolve()));
    return 0;
  } catch (error) {
    process.stderr.write(`${JSON.stringify(toAppError(error).toData())}\n`);
    return 1;
  }
}

/** Checks folder, socket and token as open files, so that files that are swapped afterwards are not used. */
async function meetAsSelf(folder: string, uid: number): Promise<Socket> {
  const open = openFolder(folder);
  checkOwn(open, uid, 'The meeting folder', (stats) => stats.isDirectory() && modeOf(stats) === 0o700);
  const token = readToken(`${pathOf(open)}/${MEETING_TOKEN}`, uid);
  const handle = openHandle(`${pathOf(open)}/${MEETING_SOCKET}`);
  checkOwn(handle, uid, 'The socket', (stats) => stats.isSocket() && modeOf(stats) === 0o600);
  const socket = await connected(pathOf(handle));
  socket.write(`${token}\n`);
  closeSync(handle);
  closeSync(open);
  return socket;
}

function readToken(path: string, uid: number): string {
  // Without O_NONBLOCK, opening a named pipe in its place would block forever.
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
    if (!TOKEN_PATTERN.test(token)) throw new AppError('denied', 'The token file does not contain a valid token.');
    return token;
  } finally {
    closeSync(fd);
  }
}

function connected(path: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(path);
    socket.pause(); // the conversation reads the app's messages
    socket.once('error', (cause) =>
      reject(new AppError('denied', 'The app no longer waits for the helper.', { cause })),
    );
    socket.once('connect', () => resolve(socket));
  });
}
