import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { inWorld } from '../setup/in-world';
import { world } from '../setup/world-state';
import { buildMeetLoop } from './setup/build-meet-loop';
import { type LinkRace, openLinkRace, SWAPPED } from './setup/link-race';
import { startHelper } from './setup/start-helper';

const TIMES = 1000;
const WHOLE_STARTS = 15;
const CONTROL_LIMIT_MS = 90_000;
const countsSchema = z.object({ met: z.number(), refused: z.number() });

inWorld('links swapped in between check and use, by another process as the plain user', () => {
  let loop = '';
  let race: LinkRace | undefined;
  beforeAll(async () => {
    loop = await buildMeetLoop(join(world().folder, 'meet-loop'));
  });
  afterEach(async () => {
    await race?.close();
    race = undefined;
  });

  const sent = (): string[] => race?.meeting.guests.flatMap(({ lines }) => lines) ?? [];

  describe.each(SWAPPED)('the %s', (swapped) => {
    it(`is never followed to root's own: the helper's meeting itself, as root, ${TIMES} times in one process`, async () => {
      race = await openLinkRace(swapped);
      const counts = await runLoop(loop, 'real', race.folder);
      expect(await race.witnessed()).toEqual({ opened: 0, connected: 0 });
      expect(sent().filter((line) => line !== race?.meeting.token)).toEqual([]);
      expect(counts.met + counts.refused).toBe(TIMES);
      // If either count is 0, the attacker never swapped at the right moment.
      expect(counts.met).toBeGreaterThan(0);
      expect(counts.refused).toBeGreaterThan(0);
    });

    it(`is never followed to root's own: the whole helper, as root, ${WHOLE_STARTS} starts`, async () => {
      race = await openLinkRace(swapped);
      for (let count = 0; count < WHOLE_STARTS; count += 1) {
        const helper = startHelper(race.folder);
        const { meeting } = race;
        const before = meeting.guests.length;
        const watching = setInterval(() => {
          for (const { socket } of meeting.guests.slice(before)) socket.end();
        }, 5);
        const code = await helper.ended;
        clearInterval(watching);
        expect([0, 1], helper.stderr()).toContain(code);
      }
      expect(await race.witnessed()).toEqual({ opened: 0, connected: 0 });
      expect(sent().filter((line) => line !== race?.meeting.token)).toEqual([]);
    });
  });

  it('would be seen: a meeting that looks first and then uses the names, as root, leaks', async () => {
    race = await openLinkRace('token');
    // If all processors are busy, the two processes take turns and rarely overlap.
    const deadline = performance.now() + CONTROL_LIMIT_MS;
    while (!sent().includes(race.secret) && performance.now() < deadline) await runLoop(loop, 'naive', race.folder);
    expect(sent()).toContain(race.secret);
    expect((await race.witnessed()).opened).toBeGreaterThan(0);
  });
});

function runLoop(file: string, kind: 'real' | 'naive', folder: string): Promise<z.infer<typeof countsSchema>> {
  const words = [file, kind, folder, String(world().user.uid), String(TIMES)];
  const child = spawn(world().node, words, {
    cwd: '/',
    env: { UV_USE_IO_URING: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed += text;
  });
  return new Promise((resolve, reject) =>
    child.once('close', (code) => {
      if (code === 0) resolve(countsSchema.parse(JSON.parse(printed)));
      else reject(new Error(`The loop ended with ${code}.`));
    }),
  );
}
