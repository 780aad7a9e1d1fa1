import {
  chownSync,
  closeSync,
  constants,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { RUN_LABEL } from '@shared/model/labels';
import { traceReportSchema } from '@shared/model/trace-record';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { recoverySchema } from '../../src/cli/output-schemas';
import { awaitClean, worldEngines } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { becomeUser } from '../setup/plain-user';
import { type CliRun, runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { addSecondUser, type SecondUser } from '../setup/second-user';
import { type WorldState, world } from '../setup/world-state';

const KILLED = 128 + 9;
/** A traced program with the same events each time. `:` and `read` are part of the shell, which is not instrumented. */
const LIST = 'ls -la /usr/bin; :';
const LIST_AND_WAIT = `${LIST}; read go </go/fifo`;
const LIMIT_MS = 60_000;

/** Folders of earlier, killed test runs may be removed: user ids are assigned again. */
const NOTHING = { settled: [], failed: [], leftAlone: [] };

/** A recording whose program waits at a pipe. */
interface Waiting {
  run: CliRun;
  /** Lets the program end. */
  release(): void;
  /** Closes the pipe of a recording that was killed. */
  abandon(): void;
}

inWorld('two users who record at the same time on one machine', () => {
  let second: SecondUser;
  let users: WorldState[] = [];
  beforeAll(async () => {
    second = await addSecondUser();
    users = [world(), second.state];
  });
  afterAll(() => second.remove());

  /** The recordings of a test. */
  const started: Waiting[] = [];
  /** Ends what a failed test left, so that the next one finds nothing of it. */
  afterEach(async () => {
    for (const { run, abandon } of started.splice(0)) {
      abandon();
      run.kill('SIGTERM');
      await run.ended.catch(() => undefined);
    }
  });

  const recordArgs = (engine: string, program: string, options: readonly string[] = []): string[] => [
    ...['record', '--json', '--engine', engine, '--image', world().images.demo, '--network', 'none'],
    ...options,
    ...['--', 'sh', '-c', program],
  ];

  const eventsByEngine = new Map<string, number>();

  /** The number of events of the program alone on the machine; recorded once for each engine. */
  async function eventsAlone(engine: string): Promise<number> {
    const known = eventsByEngine.get(engine);
    if (known !== undefined) return known;
    const alone = await runCli(recordArgs(engine, LIST), { as: 'user' });
    expect(alone.code, alone.stderr).toBe(0);
    const { events } = traceReportSchema.parse(alone.json());
    expect(events).toBeGreaterThan(1000);
    eventsByEngine.set(engine, events ?? 0);
    return events ?? 0;
  }

  /** Starts a recording, and waits until its program has opened the pipe. */
  async function recordAndWait(state: WorldState, engine: string): Promise<Waiting> {
    const { uid, gid, home } = state.user;
    const folder = join(home, 'go');
    const pipe = join(folder, 'fifo');
    mkdirSync(folder, { recursive: true });
    if (!existsSync(pipe)) runTool('mkfifo', [pipe]);
    for (const path of [folder, pipe]) chownSync(path, uid, gid);
    const args = recordArgs(engine, LIST_AND_WAIT, ['--volume', `${folder}:/go`]);
    const run = startCli(args, { as: 'user', state });
    let writer = -1;
    await awaitCondition(
      () => {
        writer = openIfRead(pipe);
        return writer >= 0;
      },
      { what: `the program of ${state.user.name} to wait`, timeoutMs: LIMIT_MS },
    );
    let isOpen = true;
    const abandon = (): void => {
      if (isOpen) closeSync(writer);
      isOpen = false;
    };
    const release = (): void => {
      writeSync(writer, 'go\n');
      abandon();
    };
    const waiting = { run, release, abandon };
    started.push(waiting);
    return waiting;
  }

  /** Lets the program end. @returns the report of the trace, which must be complete */
  async function finish({ run, release }: Waiting) {
    release();
    const result = await run.ended;
    expect(result.code, result.stderr).toBe(0);
    return traceReportSchema.parse(result.json());
  }

  async function recover(state: WorldState): Promise<Omit<z.infer<typeof recoverySchema>, 'removedFolders'>> {
    const result = await runCli(['recover', '--json'], { as: 'user', state });
    expect(result.code, result.stderr).toBe(0);
    const { settled, failed, leftAlone } = recoverySchema.parse(result.json());
    return { settled, failed, leftAlone };
  }

  const listed = async (state: WorldState): Promise<string[]> => {
    const result = await runCli(['list', '--json'], { as: 'user', state });
    return z
      .array(z.object({ id: z.string() }))
      .parse(result.json())
      .map(({ id }) => id);
  };

  const [FIRST, SECOND] = [0, 1];
  const both = (): [WorldState, WorldState] => {
    const [one, two] = [users[FIRST], users[SECOND]];
    if (!one || !two) throw new Error('The second user was not added.');
    return [one, two];
  };

  describe.each(['podman', 'docker'] as const)('with %s', (engine) => {
    /** The containers of runs of both users in this engine. */
    const containers = (): string[] =>
      both().flatMap(({ user, actors, docker }, index) => {
        const list = ['ps', '--quiet', '--no-trunc', '--filter', `label=${RUN_LABEL}`];
        if (engine === 'docker')
          return index === FIRST ? idsIn(runTool('docker', ['-H', `unix://${docker.socket}`, ...list])) : [];
        const [program = '', ...words] = [...becomeUser(user), 'podman', ...list];
        return idsIn(runTool(program, words, { env: actors.user.env, cwd: user.home }));
      });

    it('gives each its own events exactly, and the recover of each touches nothing', async () => {
      const alone = await eventsAlone(engine);
      const [one, two] = both();
      const waiting = await Promise.all([recordAndWait(one, engine), recordAndWait(two, engine)]);
      expect(containers()).toHaveLength(2);
      expect(await Promise.all([recover(one), recover(two)])).toEqual([NOTHING, NOTHING]);
      expect(containers()).toHaveLength(2);
      const reports = await Promise.all(waiting.map(finish));
      for (const report of reports) {
        expect(report).toMatchObject({ state: 'ready', endedBy: 'program-end', events: alone, warnings: [] });
        expect(report.containers).toHaveLength(1);
      }
      const [ofOne, ofTwo] = reports.map(({ id }) => id);
      expect(await listed(one)).toContain(ofOne);
      expect(await listed(one)).not.toContain(ofTwo);
      expect(await listed(two)).toEqual(expect.not.arrayContaining([ofOne]));
    });

    it('cleans up only what the user has left who was killed, by the watchdog of that user', async () => {
      const alone = await eventsAlone(engine);
      const [one, two] = both();
      const [mine, killed] = await Promise.all([recordAndWait(one, engine), recordAndWait(two, engine)]);
      killed.run.kill('SIGKILL');
      expect((await killed.run.ended).code).toBe(KILLED);
      await awaitCondition(() => containers().length === 1, { what: 'the watchdog', timeoutMs: LIMIT_MS });
      expect(await recover(one)).toEqual(NOTHING);
      killed.abandon();
      const report = await finish(mine);
      expect(report).toMatchObject({ state: 'ready', events: alone, warnings: [] });
      await awaitClean({ engines: [], libraries: [two.actors.user.library], runtimeBases: [two.user.runtimeDir] });
    });

    it('leaves to its user what a power cut left, and recover of that user leaves the other recording alone', async () => {
      const alone = await eventsAlone(engine);
      const [one, two] = both();
      const [mine, cut] = await Promise.all([recordAndWait(one, engine), recordAndWait(two, engine)]);
      for (const pid of watchdogsOf(cut.run.pid)) process.kill(pid, 'SIGKILL');
      cut.run.kill('SIGKILL');
      expect((await cut.run.ended).code).toBe(KILLED);
      const before = containers();
      expect(before).toHaveLength(2);
      expect(await recover(one)).toEqual(NOTHING);
      expect(containers()).toEqual(before);
      const recovered = await recover(two);
      expect(recovered).toMatchObject({ settled: [{ kept: true }], failed: [], leftAlone: [] });
      expect(containers()).toHaveLength(1);
      expect(await recover(one)).toEqual(NOTHING);
      cut.abandon();
      const report = await finish(mine);
      expect(report).toMatchObject({ state: 'ready', events: alone, warnings: [] });
    });
  });

  it('leaves nothing of either', async () => {
    const { user, actors } = second.state;
    const podman = {
      ...worldEngines()['podman rootless'],
      command: [...becomeUser(user), 'podman'],
      env: actors.user.env,
    };
    await awaitClean({
      engines: [...Object.values(worldEngines()), podman],
      libraries: users.map((state) => state.actors.user.library),
      runtimeBases: users.map((state) => state.actors.user.runtimeBase),
    });
  });
});

const idsIn = (text: string): string[] => text.split('\n').filter(Boolean);

/** Opens a pipe for writing. @returns the descriptor; -1 while nobody reads it (ENXIO, fifo(7)) */
function openIfRead(pipe: string): number {
  try {
    return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENXIO') return -1;
    throw error;
  }
}

/** The children of a command line that run the watchdog's script. */
const watchdogsOf = (pid: number): number[] =>
  readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').trim().split(' '))
    .filter((child) => child !== '' && /watchdog\.js\0/.test(readFileSync(`/proc/${child}/cmdline`, 'utf8')))
    .map(Number);
