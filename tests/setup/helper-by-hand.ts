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
  /** Resolves with the helper's exit status, or null for a signal, when the helper has ended. */
  ended: Promise<number | null>;
  /** The helper's standard error so far. */
  words(): string;
  meeting: Meeting;
  remove(): void;
}

export interface ByHandOptions {
  /** The built helper. Default: the checkout's. */
  helper?: string;
  /** The environment's PKEXEC_UID. Default: the user's. */
  pkexecUid?: string;
  /** Simulates a runtime that may not become another user, such as Debian's Node. */
  keepsItsUser?: boolean;
  /** Called after the meeting was created, before the helper starts. */
  tamper?(folder: string): void;
}

/** Node's answer with a shared libuv. The tests in the virtual machine use a real such Node. */
const KEEPS_ITS_USER = [
  '--import',
  `data:text/javascript,process.seteuid=()=>{throw new Error('seteuid() disabled: io_uring may be enabled.')}`,
];

/** A meeting folder of the user as the app creates it, but created by root. */
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
 * Starts the built helper by hand, as root and without polkit. The environment contains pkexec's data about the caller.
 * Everything else is real.
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

/** Starts the helper and opens a conversation. @throws Error with the helper's output if it refused */
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
