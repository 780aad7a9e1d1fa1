import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { type Meeting, openMeeting } from '@core/privilege/meeting';
import { MEETING_SOCKET, MEETING_TOKEN, TOKEN_PATTERN } from '@shared/privilege/meeting';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

let place = '';
let meeting: Meeting;
const guests: Socket[] = [];

beforeEach(async () => {
  place = mkdtempSync('/tmp/ct-meet-');
  meeting = await openMeeting(place);
});
afterEach(() => {
  for (const guest of guests.splice(0)) guest.destroy();
  meeting.close();
  rmSync(place, { recursive: true });
});

const at = (name: string): string => join(meeting.folder, name);
const token = (): string => readFileSync(at(MEETING_TOKEN), 'utf8');
const guest = (): Socket => {
  const socket = connect(at(MEETING_SOCKET)).on('error', () => undefined);
  guests.push(socket);
  return socket;
};
const shown = (socket: Socket): Promise<void> => new Promise((resolve) => socket.once('close', () => resolve()));

describe('the folder in which app and helper meet', () => {
  it("is the user's alone, with a socket and a token", () => {
    expect(readdirSync(meeting.folder).sort()).toEqual([MEETING_SOCKET, MEETING_TOKEN].sort());
    expect(statSync(meeting.folder).mode & 0o7777).toBe(0o700);
    for (const name of [MEETING_SOCKET, MEETING_TOKEN]) expect(statSync(at(name)).mode & 0o7777).toBe(0o600);
    expect(token()).toMatch(TOKEN_PATTERN);
  });

  it('is gone when it is closed', () => {
    meeting.close();
    expect(readdirSync(place)).toEqual([]);
  });
});

describe('who is let in', () => {
  it('the first that brings the token, in pieces, and nobody after it', async () => {
    const [word, late] = [token(), guest()];
    const right = guest();
    for (const letter of `${word}\n`) right.write(letter);
    const socket = await meeting.arrived;
    expect(readdirSync(meeting.folder)).toEqual([]);
    await shown(late);
    const replayed = guest();
    await shown(replayed);
    right.write('{"id":1}\n');
    expect(String(await new Promise((resolve) => socket.once('data', resolve).resume()))).toBe('{"id":1}\n');
    socket.destroy();
  });

  it.each([
    ['another token', () => `${'0'.repeat(64)}\n`],
    ['none', () => '\n'],
    ['half of it', () => `${token().slice(0, 32)}\n`],
    ['more than it', () => `${token()}0\n`],
    ['much', () => 'x'.repeat(1_000_000)],
    ['NUL', () => `${'\u0000'.repeat(64)}\n`],
  ])('%s is shown out, and the right one still comes', async (_name, words) => {
    const wrong = guest();
    wrong.write(words());
    await shown(wrong);
    expect(existsSync(at(MEETING_TOKEN))).toBe(true);
    guest().write(`${token()}\n`);
    (await meeting.arrived).destroy();
  });

  it('one that goes away without a word is no harm, and many that say nothing are none', async () => {
    guest().destroy();
    const silent = Array.from({ length: 20 }, guest);
    await Promise.race(silent.map(shown));
    guest().write(`${token()}\n`);
    (await meeting.arrived).destroy();
  });

  it('gives up when somebody tries again and again', async () => {
    const tries = Array.from({ length: 100 }, async () => {
      const wrong = guest();
      wrong.write('wrong\n');
      await shown(wrong);
    });
    await Promise.all(tries);
    await expect(meeting.arrived).rejects.toMatchObject({ code: 'denied' });
    expect(readdirSync(meeting.folder)).toEqual([]);
  });
});
