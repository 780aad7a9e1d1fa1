import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Meeting, openMeeting } from '@core/privilege/meeting';
import { MEETING_SOCKET, MEETING_TOKEN, TOKEN_PATTERN } from '@shared/privilege/meeting';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let place = '';
let meeting: Meeting;
const sockets: Socket[] = [];

beforeEach(async () => {
  place = mkdtempSync('/tmp/ct-meet-');
  meeting = await openMeeting(place);
});
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy();
  meeting.close();
  rmSync(place, { recursive: true });
});

const at = (name: string): string => join(meeting.folder, name);
const token = (): string => readFileSync(at(MEETING_TOKEN), 'utf8');
const open = (): Socket => {
  const socket = connect(at(MEETING_SOCKET)).on('error', () => undefined);
  sockets.push(socket);
  return socket;
};
const closed = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

describe('the meeting folder', () => {
  it('is accessible only to the user, and contains a socket and a token', () => {
    expect(readdirSync(meeting.folder).sort()).toEqual([MEETING_SOCKET, MEETING_TOKEN].sort());
    expect(statSync(meeting.folder).mode & 0o7777).toBe(0o700);
    for (const name of [MEETING_SOCKET, MEETING_TOKEN]) expect(statSync(at(name)).mode & 0o7777).toBe(0o600);
    expect(token()).toMatch(TOKEN_PATTERN);
  });

  it('is deleted by close', () => {
    meeting.close();
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('the meeting', () => {
  it('accepts the first connection that sends the token, even in pieces, and no other', async () => {
    const [right, late] = [token(), open()];
    const accepted = open();
    for (const letter of `${right}\n`) accepted.write(letter);
    const socket = await meeting.arrived;
    expect(readdirSync(meeting.folder)).toEqual([]);
    await closed(late);
    const replayed = open();
    await closed(replayed);
    accepted.write('{"id":1}\n');
    expect(String(await new Promise((resolve) => socket.once('data', resolve).resume()))).toBe('{"id":1}\n');
    socket.destroy();
  });

  it.each([
    ['another token', () => `${'0'.repeat(64)}\n`],
    ['an empty line', () => '\n'],
    ['half of the token', () => `${token().slice(0, 32)}\n`],
    ['more than the token', () => `${token()}0\n`],
    ['a long text', () => 'x'.repeat(1_000_000)],
    ['NUL', () => `${'\u0000'.repeat(64)}\n`],
  ])('closes a connection that sends %s, and still accepts the right one', async (_name, text) => {
    const wrong = open();
    wrong.write(text());
    await closed(wrong);
    expect(existsSync(at(MEETING_TOKEN))).toBe(true);
    open().write(`${token()}\n`);
    (await meeting.arrived).destroy();
  });

  it('survives a connection that closes without a token, and many that send nothing', async () => {
    open().destroy();
    const silent = Array.from({ length: 20 }, open);
    await Promise.race(silent.map(closed));
    open().write(`${token()}\n`);
    (await meeting.arrived).destroy();
  });

  it('fails after too many connections with a wrong token', async () => {
    const tries = Array.from({ length: 100 }, async () => {
      const wrong = open();
      wrong.write('wrong\n');
      await closed(wrong);
    });
    await Promise.all(tries);
    await expect(meeting.arrived).rejects.toMatchObject({ code: 'denied' });
    expect(readdirSync(meeting.folder)).toEqual([]);
  });
});
