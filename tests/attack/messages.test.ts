import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ForeignDaemon, startForeignDaemon } from '../real/entries/foreign-daemon';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { processes } from '../setup/process-table';
import { world } from '../setup/world-state';
import { whyNotAllowed } from './setup/allowed';
import { executions } from './setup/executed';
import { type HostileApp, hello, meetHelper } from './setup/hostile-app';
import { ENDINGS, hostileLines } from './setup/hostile-lines';
import { helperFile } from './setup/start-helper';

const SESSION = 'ct-20260131-235959-0a1b2c-k';

inWorld('hostile messages to the real helper, as root, with a real root session daemon', () => {
  let daemon: ForeignDaemon;
  let app: HostileApp;
  let log = '';
  /** The programs that every helper executes: the account look-ups and its guard. */
  let comingUp: string[] = [];
  beforeAll(async () => {
    daemon = await startForeignDaemon();
    log = join(world().folder, 'messages.strace');
    const plain = await meetHelper({ log });
    await plain.ask(hello(), 1);
    await plain.leave();
    comingUp = executed();
    expect(comingUp.length).toBeLessThan(6);
  });
  afterAll(() => daemon.stop());
  afterEach(async () => {
    await app.leave();
    await awaitCondition(() => !processes().some(({ command }) => command.includes(helperFile())), {
      what: 'the helper and its guard to end',
      timeoutMs: 20_000,
    });
    const executed = executions(log);
    expect(executed.flatMap((execution) => whyNotAllowed(execution) ?? [])).toEqual([]);
    expect(await daemon.lttng('list')).not.toContain(SESSION);
  });
  const executed = (): string[] =>
    executions(log)
      .map(({ file }) => file)
      .slice(1);

  describe.each([
    ['before the hello', false],
    ['after the hello', true],
  ])('%s', (_, greeted) => {
    it('each is refused, and nothing is executed', async () => {
      app = await meetHelper({ log });
      if (greeted) await app.ask(hello(), 1);
      const lines = hostileLines();
      const answers = await app.askAll(lines.map(({ message }, at) => ({ ...message, id: at + 2 })));
      const taken = answers.filter(({ ok }) => ok).map(({ id }) => lines[id - 2]?.what);
      expect(taken).toEqual([]);
      expect(lines.length).toBeGreaterThan(1000);
      expect(executed()).toEqual(comingUp);
      expect(app.isOver()).toBe(false);
    });
  });

  it('with a session in progress, each is refused, and the session continues', async () => {
    app = await meetHelper({ log });
    await app.ask(hello(), 1);
    const output = join(world().user.home, 'messages');
    const create = { id: 2, verb: 'trace', command: { verb: 'create-session', session: SESSION, output } };
    expect(await app.ask(JSON.stringify(create), 2)).toMatchObject({ ok: true });
    const before = executed().length;
    const lines = hostileLines().filter(({ message }) => message['verb'] !== 'trace');
    const answers = await app.askAll(lines.map(({ message }, at) => ({ ...message, id: at + 3 })));
    expect(answers.filter(({ ok }) => ok)).toEqual([]);
    expect(executed().length).toBe(before);
    expect(await daemon.lttng('list')).toContain(SESSION);
  });

  it('another order is refused: no hello, a second one, another protocol, numbers that do not grow', async () => {
    app = await meetHelper({ log });
    const refused = async (line: unknown, id: number): Promise<void> =>
      expect(await app.ask(JSON.stringify(line), id), JSON.stringify(line)).toMatchObject({ ok: false });
    for (const [at, verb] of ['status', 'ensure-daemon', 'stop', 'bye'].entries())
      await refused({ id: at + 1, verb }, at + 1);
    await refused({ id: 5, verb: 'hello', protocol: 2 }, 5);
    await refused({ id: 5, verb: 'hello' }, 5);
    await refused({ verb: 'hello', protocol: 1 }, 0);
    expect(await app.ask(hello(10), 10)).toMatchObject({ ok: true, value: { uid: world().user.uid } });
    await refused({ id: 11, verb: 'hello', protocol: 1 }, 11);
    for (const id of [10, 11, 1, 0, -1, 1.5, '12', null, 2 ** 31, 1e308])
      await refused({ id, verb: 'ensure-daemon' }, typeof id === 'number' && [10, 11, 1].includes(id) ? id : 0);
    expect(executed()).toEqual(comingUp);
  });

  it.each(ENDINGS.flatMap(({ what, raw }) => [false, true].map((greeted) => ({ what, raw, greeted }))))(
    '$what ends the conversation and the helper, greeted: $greeted',
    async ({ raw, greeted }) => {
      app = await meetHelper({ log });
      if (greeted) await app.ask(hello(), 1);
      const before = app.answers().length;
      app.send(raw);
      expect(await app.leave()).toBe(0);
      expect(app.answers().slice(before)).toEqual([]);
      expect(executed()).toEqual(comingUp);
    },
  );

  it('removes everything at the end, whatever is requested before and after a stop', async () => {
    app = await meetHelper({ log });
    await app.ask(hello(), 1);
    const output = join(world().user.home, 'around-a-stop');
    const [first, second] = [SESSION, SESSION.replace('0a1b2c', '0a1b2d')].map((session) => ({
      create: { verb: 'trace', command: { verb: 'create-session', session, output } },
      destroy: { verb: 'trace', command: { verb: 'destroy', session } },
    }));
    const round = [first?.create, { verb: 'stop' }, second?.create, first?.create, { verb: 'stop' }, second?.create];
    const rounds = Array.from({ length: 10 }, () => [...round, first?.destroy, first?.create]).flat();
    const answers = await app.askAll(rounds.map((message, at) => ({ ...message, id: at + 2 })));
    expect(answers.some(({ ok }) => ok)).toBe(true);
    expect(await app.leave()).toBe(0);
    expect(await daemon.lttng('list')).not.toContain('ct-20260131');
  });

  it.each([
    ['a session is being made', { verb: 'trace', command: { verb: 'create-session', session: SESSION, output: '/' } }],
    ['the daemon is being asked', { verb: 'ensure-daemon' }],
    ['everything is being undone', { verb: 'stop' }],
    ['it is saying goodbye', { verb: 'bye' }],
  ])('the end while %s leaves nothing', async (_, message) => {
    app = await meetHelper({ log });
    await app.ask(hello(), 1);
    app.send(`${JSON.stringify({ ...message, id: 2 })}\n`);
    expect(await app.leave()).toBe(0);
  });
});
