import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readRecord } from '@core/library/trace-folder';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { findLeaks } from '../leaks/find-leaks';
import { awaitClean, worldEngines, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { runCli, startCli } from '../setup/run-cli';
import { type Actor, world } from '../setup/world-state';
import { type AccidentEngine, accidentEngines, demoOrEndless } from './entries/accident-engines';
import { runIdOf, startAccident } from './entries/accident-run';
import { buildEntries } from './entries/build-entries';
import { type ForeignDaemon, startForeignDaemon } from './entries/foreign-daemon';
import { expectLeft, recordingNow } from './entries/library-after';

const KILLED = 128 + 9;
/** Imitates a process of another boot, as after a power cut. */
const GONE = { pid: 4_000_000, startTime: '1', bootId: '00000000-0000-0000-0000-000000000000' };

/** The list of containers of containers/storage. */
const storedSchema = z.array(z.looseObject({ names: z.array(z.string()) }));

inWorld('recover', () => {
  let entry = '';
  let daemon: ForeignDaemon | undefined;
  beforeAll(async () => {
    entry = (await buildEntries(world().app)).accidentCli;
    daemon = await startForeignDaemon();
  });
  afterAll(() => daemon?.stop());

  const recover = (as: Actor) => runCli(['recover', '--json'], { as });

  /** Kills command line and watchdog: while the container runs, or before it is removed. */
  async function cutPower(engine: AccidentEngine, stepId: 'run-1' | 'remove-1' = 'run-1'): Promise<string> {
    const { as, name } = accidentEngines[engine];
    const accident = { stepId, when: stepId === 'run-1' ? 2_500 : 'started', act: 'power-cut' } as const;
    const { run, events } = startAccident(entry, demoOrEndless(name, stepId), { as, accident });
    expect((await run.ended).code).toBe(KILLED);
    return runIdOf(events());
  }

  it.each(['podman rootless', 'podman root', 'docker'] as const)(
    'cleans up what a power cut leaves with %s',
    async (engine) => {
      const { as } = accidentEngines[engine];
      const scope = worldScope([worldEngines()[engine]]);
      const runId = await cutPower(engine);
      const left = (await findLeaks(scope)).map((leak) => leak.kind);
      expect(left).toEqual(expect.arrayContaining(['container', 'journal', 'half-trace', 'runtime-folder']));
      if (as === 'root') expect(left).toContain('session');
      const end = await recover(as);
      expect(end.code, end.stderr).toBe(0);
      await awaitClean(scope);
      await expectLeft(as, runId, 'kept', true);
    },
  );

  it('lists an interrupted recording as such, and ends it with its last packet', async () => {
    const { library } = world().actors.user;
    const runId = await cutPower('podman rootless');
    const listed = await runCli(['list', '--json'], { as: 'user' });
    expect(JSON.parse(listed.stdout)).toContainEqual(expect.objectContaining({ id: runId, state: 'interrupted' }));
    expect((await runCli(['list'], { as: 'user' })).stderr).toContain('`recover`');
    // The holder of the session daemon wrote the last packets after the command line had ended.
    const recoveredAtMs = Date.now();
    expect((await recover('user')).code).toBe(0);
    const record = await readRecord(join(library, runId));
    const endedAtMs = Date.parse(record.endedAt ?? '');
    expect(endedAtMs).toBeLessThan(recoveredAtMs);
    // The trace was counted: its length is that of its packets.
    expect(record.durationMs).toBeGreaterThan(0);
    expect(record.durationMs).toBeLessThanOrEqual(endedAtMs - Date.parse(record.createdAt) + 1);
    await expectLeft('user', runId, 'kept', true);
  });

  it('reads a journal whose last line is torn', async () => {
    const { library } = world().actors.user;
    const runId = await cutPower('podman rootless');
    const journal = join(library, '.journal', `${runId}.jsonl`);
    writeFileSync(journal, `${readFileSync(journal, 'utf8')}{"type":"undo","stepId":"cre`);
    expect((await recover('user')).code).toBe(0);
    await awaitClean(worldScope([worldEngines()['podman rootless']]));
    await expectLeft('user', runId, 'kept', true);
  });

  it('removes a container that Podman had half removed when it was killed, too', async () => {
    const runId = await cutPower('podman rootless', 'remove-1');
    const list = join(world().user.home, '.local/share/containers/storage/overlay-containers/containers.json');
    const stored = storedSchema.parse(JSON.parse(readFileSync(list, 'utf8')));
    const rest = stored.filter(({ names }) => !names.some((name) => name.includes(runId)));
    expect(rest).toHaveLength(stored.length - 1);
    writeFileSync(list, JSON.stringify(rest));
    const end = await recover('user');
    expect(end.code, end.stderr).toBe(0);
    await awaitClean(worldScope([worldEngines()['podman rootless']]));
    await expectLeft('user', runId, 'kept', true);
  });

  it('reports a journal that it cannot read, and keeps it', async () => {
    const { library } = world().actors.root;
    mkdirSync(join(library, '.journal'), { recursive: true });
    const journal = join(library, '.journal', '20200101-000000-abcdef.jsonl');
    writeFileSync(journal, '{"type":"ru');
    try {
      const result = await recover('root');
      expect(result.code).toBe(1);
      expect(result.stderr).toContain(journal);
      expect(existsSync(journal)).toBe(true);
    } finally {
      rmSync(journal);
    }
  });

  it('finishes incomplete deletions and removes orphaned folders', async () => {
    const { library, runtimeBase } = world().actors.root;
    mkdirSync(join(library, '.trash/20200101-000000-abcdef.1'), { recursive: true });
    const folder = join(runtimeBase, 'ct-Gone01');
    mkdirSync(folder);
    writeFileSync(join(folder, 'owner.json'), JSON.stringify(GONE));
    const left = (await findLeaks(worldScope())).map((leak) => leak.kind);
    expect(left).toEqual(expect.arrayContaining(['half-trace', 'runtime-folder']));
    expect((await recover('root')).code).toBe(0);
    await awaitClean(worldScope());
  });

  it('does not touch a recording in progress', async () => {
    const live = startCli(demoOrEndless('podman', 'run-1'), { as: 'user' });
    const { library } = world().actors.user;
    await awaitCondition(() => recordingNow(library), {
      what: 'the recording to begin',
      timeoutMs: 60_000,
    });
    const first = await recover('user');
    expect(first.code, first.stderr).toBe(0);
    expect(recordingNow(library)).toBe(true);
    live.kill('SIGTERM');
    const result = await live.ended;
    expect(result.code, result.stderr).toBe(0);
    const trace = z
      .object({ id: z.string(), state: z.string(), endedBy: z.string(), events: z.number() })
      .parse(result.json());
    expect(trace).toMatchObject({ state: 'ready', endedBy: 'stop' });
    expect(trace.events).toBeGreaterThan(0);
    await awaitClean(worldScope());
    await expectLeft('user', trace.id, 'kept');
  });
});
