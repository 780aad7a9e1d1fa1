import { mkdirSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ForeignDaemon, startForeignDaemon } from '../real/entries/foreign-daemon';
import { FUZZ_SEED } from '../setup/fuzz/seed';
import { inWorld } from '../setup/in-world';
import { runTool } from '../setup/run-tool';
import { say } from '../setup/say';
import { world } from '../setup/world-state';
import { whyNotAllowed } from './setup/allowed';
import { differences, pictureOf } from './setup/file-system';
import { converse, type FuzzFigures } from './setup/fuzz-helper';
import { giveToUser, listening } from './setup/meeting-folder';
import { hostileMessages } from './setup/messages';
import type { ValidValues } from './setup/valid-requests';
import { type WatchedDocker, watchDocker, whyNotAsked } from './setup/watched-docker';

const SESSION = 'ct-20260131-235959-0a1b2c-k';
const PER_HELPER = 500;
/** `npm run fuzz` sends more. */
const MESSAGES = Number(process.env['CONTAINERS_TRACE_FUZZ_MESSAGES'] ?? 10_000);
/** A longer run ends after this time, even if it has not sent all messages. */
const GIVEN_MINUTES = process.env['CONTAINERS_TRACE_FUZZ_MINUTES'];
const MINUTES = Number(GIVEN_MINUTES ?? 5);

/** Lines that end a conversation: no JSON, NUL, cut off, too long. */
const lastWords = fc.oneof(
  fc.string({ maxLength: 200 }),
  fc.constantFrom('{"id":9,"verb":"bye"', 'null\u0000\n', '{"id":99999,"verb":"status"} {}\n', '\r\n\r\n', ''),
  fc.nat({ max: 3 }).map((extra) => 'x'.repeat(1_048_575 + extra)),
);

inWorld('the helper, real and as root, with a real root session daemon and a real Docker', () => {
  let daemon: ForeignDaemon;
  let docker: WatchedDocker;
  let server: Server;
  let values: ValidValues;
  beforeAll(async () => {
    daemon = await startForeignDaemon();
    docker = await watchDocker();
    const { user, images } = world();
    const folder = join(user.runtimeDir, 'fuzz');
    mkdirSync(folder);
    giveToUser(folder, 0o700);
    const socket = join(folder, 'ust');
    server = createServer();
    await listening(server, socket);
    giveToUser(socket, 0o600);
    const stranger = dockerTool('create', '--name=stranger', images.demo, 'true').trim();
    values = { output: join(user.home, 'fuzz'), socket, image: images.demo, strangers: [stranger] };
  });
  afterAll(async () => {
    dockerTool('rm', '--force', 'stranger');
    server.close();
    await docker.close();
    await daemon.stop();
  });

  it.each([
    ['/usr/bin/dash', 'sh', '-c', 'touch /x'],
    ['/usr/bin/node', 'node', '-e', '0'],
    ['/usr/bin/chown', 'chown', '1000', '/etc'],
    ['/usr/bin/getent', 'getent', 'shadow'],
    ['/usr/bin/mount', 'mount', '--no-canonicalize', '--bind', '/proc/self/fd/3', '/etc'],
    ['/usr/bin/lttng', 'lttng', '--mi', 'xml', '--no-sessiond', 'create', SESSION, '--output=/etc/../x'],
    ['/usr/bin/lttng', 'lttng', '--mi', 'xml', '--no-sessiond', 'create', SESSION, '--output=/x', '--shm-path=/x'],
    ['/usr/bin/lttng', 'lttng', '--mi', 'xml', '--no-sessiond', 'destroy', '--all'],
    ['/usr/bin/lttng', 'lttng', '--mi', 'xml', 'list'],
    ['/usr/bin/setpriv', 'setpriv', '--reuid=0', '--', '/usr/bin/lttng', '--no-sessiond', 'list'],
    ['/usr/bin/lttng-sessiond', 'lttng-sessiond', '--group=users'],
  ])('has a table that does not hold %s', (...words) => {
    const [file, ...argv] = words;
    expect(whyNotAllowed({ file, argv, env: [] })).toBeDefined();
  });

  it(`executes nothing beyond the table of its verbs, and changes nothing, in ${MESSAGES} messages`, {
    timeout: MINUTES * 60_000 + 120_000,
  }, async () => {
    const figures: FuzzFigures = { messages: 0, requests: 0, done: 0, refused: 0, executed: {} };
    const before = pictureOf();
    const began = performance.now();
    const batch = fc.array(hostileMessages(values), { minLength: PER_HELPER, maxLength: PER_HELPER });
    const property = fc.asyncProperty(batch, lastWords, async (messages, last) => {
      const beyond = await converse(messages, last, figures);
      expect(beyond).toEqual([]);
      expect(docker.calls.flatMap((call) => whyNotAsked(call, world().user.uid) ?? [])).toEqual([]);
      docker.calls.length = 0;
    });
    await fc.assert(property, {
      numRuns: Math.ceil(MESSAGES / PER_HELPER),
      interruptAfterTimeLimit: MINUTES * 60_000,
      ...FUZZ_SEED,
    });
    say(`fuzz: ${JSON.stringify(figures)} in ${((performance.now() - began) / 1000).toFixed(1)} s`);
    expect(differences(before, pictureOf())).toEqual([]);
    expect(await daemon.lttng('list')).not.toMatch(/ct-\d{8}/);
    expect(dockerTool('ps', '--all', '--format={{.Names}}').trim()).toBe('stranger');
    expect(figures.messages).toBeGreaterThanOrEqual(MESSAGES);
    expect(figures.done).toBeGreaterThan(0);
    expect(figures.executed['/usr/bin/lttng']).toBeGreaterThan(0);
  });
});

const dockerTool = (...words: string[]): string =>
  runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words]);
