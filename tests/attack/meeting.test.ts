import {
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { giveToUser, listening, type MeetingFolder, openMeetingFolder } from './setup/meeting-folder';
import { startHelper } from './setup/start-helper';

const NOBODY = 65_534;

inWorld('the folder in which the app waits for the real helper, which comes as root', () => {
  let meeting: MeetingFolder;
  const undo: (() => void)[] = [];
  beforeEach(async () => {
    meeting = await openMeetingFolder();
  });
  afterEach(() => {
    meeting.close();
    for (const work of undo.splice(0)) work();
  });
  const token = (): string => join(meeting.folder, 'token');
  const socket = (): string => join(meeting.folder, 's');

  /** Expects that the helper exits with 1 and a reason, and that nobody connected. */
  async function expectStaysAway(folder: string | undefined, uid?: { uid: string | undefined }): Promise<void> {
    const helper = startHelper(folder, uid);
    expect(await helper.ended, helper.stderr()).toBe(1);
    expect(JSON.parse(helper.stderr())).toMatchObject({ code: expect.stringMatching(/^(?:denied|bug)$/) });
    expect(meeting.guests.flatMap(({ lines }) => lines)).toEqual([]);
  }

  it('is met as the app makes it: the token arrives, and the end of the conversation is its end', async () => {
    const helper = startHelper(meeting.folder);
    await expect.poll(() => meeting.guests[0]?.lines[0], { timeout: 20_000 }).toBe(meeting.token);
    meeting.guests[0]?.socket.end();
    expect(await helper.ended).toBe(0);
  });

  const spoiled: [string, () => void | Promise<void>][] = [
    ['the folder is open to others', () => chmodSync(meeting.folder, 0o755)],
    ['the folder is open to its group', () => chmodSync(meeting.folder, 0o710)],
    ['the folder has the sticky bit', () => chmodSync(meeting.folder, 0o1700)],
    ["the folder is another user's", () => chownSync(meeting.folder, NOBODY, NOBODY)],
    ["the folder is root's", () => chownSync(meeting.folder, 0, 0)],
    ['the token is open to others', () => chmodSync(token(), 0o644)],
    ['the token may be executed', () => chmodSync(token(), 0o700)],
    ["the token is another user's", () => chownSync(token(), NOBODY, NOBODY)],
    ["the token is root's", () => chownSync(token(), 0, 0)],
    ['the token is missing', () => rmSync(token())],
    ['the token is empty', () => truncateSync(token())],
    ['the token is of other letters', () => writeFileSync(token(), 'G'.repeat(64))],
    ['the token is too short', () => writeFileSync(token(), 'a'.repeat(63))],
    ['the token is too long', () => writeFileSync(token(), 'a'.repeat(65))],
    ['the token has a second line', () => writeFileSync(token(), `${meeting.token}\n{"id":1,"verb":"bye"}\n`)],
    ['the token is longer than any', () => truncateSync(token(), 1024 ** 3)],
    ['the token has another name, too', () => linkSync(token(), join(meeting.folder, 'again'))],
    [
      'the token is a link to itself',
      () => {
        renameSync(token(), join(meeting.folder, 'real'));
        symlinkSync('real', token());
      },
    ],
    [
      'the token is a pipe to which nobody writes',
      () => {
        rmSync(token());
        runTool('mkfifo', [token()]);
        giveToUser(token(), 0o600);
      },
    ],
    [
      'the token is a folder',
      () => {
        rmSync(token());
        mkdirSync(token());
        giveToUser(token(), 0o600);
      },
    ],
    ['the socket is open to others', () => chmodSync(socket(), 0o666)],
    ["the socket is another user's", () => chownSync(socket(), NOBODY, NOBODY)],
    ["the socket is root's", () => chownSync(socket(), 0, 0)],
    ['the socket is missing', () => rmSync(socket())],
    [
      'the socket is a plain file',
      () => {
        rmSync(socket());
        writeFileSync(socket(), '');
        giveToUser(socket(), 0o600);
      },
    ],
    [
      'the socket is a link to one',
      () => {
        renameSync(socket(), join(meeting.folder, 'real'));
        symlinkSync('real', socket());
      },
    ],
    [
      'nobody listens on the socket',
      async () => {
        rmSync(socket());
        const dead = createServer();
        await listening(dead, join(meeting.folder, 'dead'));
        linkSync(join(meeting.folder, 'dead'), socket());
        await new Promise((resolve) => dead.close(resolve));
        giveToUser(socket(), 0o600);
      },
    ],
  ];
  it.each(spoiled)('is not met when %s', async (_, spoil) => {
    await spoil();
    await expectStaysAway(meeting.folder);
  });

  it('is not met through a link to it', async () => {
    const link = `${meeting.folder}.link`;
    symlinkSync(meeting.folder, link);
    undo.push(() => rmSync(link));
    await expectStaysAway(link);
  });

  it("is not met below a folder of root's", async () => {
    const closed = mkdtempSync(join(world().folder, 'closed-'));
    undo.push(() => rmSync(closed, { recursive: true }));
    const inside = await openMeetingFolder(join(closed, 'm'));
    undo.push(inside.close);
    await expectStaysAway(inside.folder);
    expect(inside.guests).toEqual([]);
  });

  it.each([
    undefined,
    '',
    '.',
    'relative',
    '/',
    '/etc',
    '/root',
    '/nonexistent',
    '/proc/self',
    '/proc/1/root/etc',
    '/dev/null',
    '--clean-up=x',
    '--eval=process.exit(0)',
    '/tmp/$(touch x)',
    '/tmp/a b',
    "/tmp/a'b",
    '/tmp/a\nb',
  ])('is not looked for at %j', (folder) => expectStaysAway(folder));

  it.each([undefined, '', '0', '-1', '00', '1e3', '4294967295', '4294967296', '3999999999', 'root', '1000\n', '0x3e8'])(
    'is not met for a caller %j',
    (uid) => expectStaysAway(meeting.folder, { uid }),
  );

  it("is not met for another user's password", () => expectStaysAway(meeting.folder, { uid: String(NOBODY) }));
});
