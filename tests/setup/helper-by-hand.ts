import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { HelperConnection } from '@core/privilege/helper-connection';
import { type Meeting, openMeeting } from '@core/privilege/meeting';
import { MEETING_SOCKET, MEETING_TOKEN } from '@shared/privilege/meeting';
import type { PlainUser } from './plain-user';
import { PROJECT } from './staged-app';

export interface HelperByHand {
  process: ChildProcess;
  /** Settles with its exit status, or null for a signal, when it has ended. */
  ended: Promise<number | null>;
  /** What it printed to standard error. */
  words(): string;
  meeting: Meeting;
  remove(): void;
}

export interface ByHandOptions {
  /** The built helper; left out: the checkout's. */
  helper?: string;
  /** The environment's PKEXEC_UID; left out: the user's. */
  pkexecUid?: string;
  /** A runtime that may not become another user, as Debian's Node may not. */
  keepsItsUser?: boolean;
  /** After the meeting was made, before the helper is started. */
  tamper?(folder: string): void;
}

/** What Node says where libuv is not its own; the tests in the virtual machine have the real one. */
const KEEPS_ITS_USER = [
  '--import',
  `data:text/javascript,process.seteuid=()=>{throw new Error('seteuid() disabled: io_uring may be enabled.')}`,
];

/** A meeting folder of the user's, as the app makes it, made by root. */
export async function meetingOf(user: Pick<PlainUser, 'uid' | 'gid'>): Promise<Meeting & { remove(): void }> {
  const place = mkdtempSync('/tmp/ct-hand-');
  chmodSync(place, 0o755);
  const meeting = await openMeeting(place);
  for (const path of [meeting.folder, join(meeting.folder, MEETING_SOCKET), join(meeting.folder, MEETING_TOKEN)])
    chownSync(path, user.uid, user.gid);
  return {
    ...meeting,
    remove: () => {
      meeting.close();
      rmSync(place, { recursive: true, force: true });
    },
  };
}

/**
 * Starts the built helper by hand, as root and without polkit: what pkexec would say of the caller stands in the
 * environment. Everything behind that is the real thing.
 */
export async function startHelperByHand(user: PlainUser, options: ByHandOptions = {}): Promise<HelperByHand> {
  const meeting = await meetingOf(user);
  options.tamper?.(meeting.folder);
  const helper = options.helper ?? join(PROJECT, 'out/helper/helper.mjs');
  const child = spawn(process.execPath, [...(options.keepsItsUser ? KEEPS_ITS_USER : []), helper, meeting.folder], {
    cwd: '/',
    env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', PKEXEC_UID: options.pkexecUid ?? String(user.uid) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words += text;
  });
  return {
    process: child,
    ended: new Promise((resolve) => child.once('close', (code) => resolve(code))),
    words: () => words,
    meeting,
    remove: meeting.remove,
  };
}

/** The same, with a conversation that is open. @throws Error with its words when it refused */
export async function talkToHelperByHand(
  user: PlainUser,
  options: ByHandOptions = {},
): Promise<HelperByHand & { connection: HelperConnection }> {
  const started = await startHelperByHand(user, options);
  const socket = await Promise.race([
    started.meeting.arrived,
    started.ended.then((code) => {
      throw new Error(`The helper ended with ${code}: ${started.words()}`);
    }),
  ]);
  return { ...started, connection: new HelperConnection(socket) };
}
