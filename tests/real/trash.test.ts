import { chownSync, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { traceReportSchema } from '@shared/model/trace-record';
import { trashedTraceSchema } from '@shared/model/trash';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { EXPIRED_DELETED } from '../../src/cli/purge-expired';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { asPrinted } from '../setup/as-printed';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { readTrace } from './reading/read-trace';

const DAY_MS = 24 * 3_600_000;

inWorld('the trash, by the command line of a plain user', () => {
  /** A separate library, since earlier tests left traces in the user's. */
  let library = '';
  beforeAll(() => {
    const { folder, user } = world();
    library = mkdtempSync(join(folder, 'trash-'));
    chownSync(library, user.uid, user.gid);
  });
  const run = (...args: string[]) => runCli([...args, '--library', library], { as: 'user' });
  const cli = async <S extends z.ZodType>(schema: S, ...args: string[]): Promise<z.output<S>> => {
    const result = await run(...args, '--json');
    expect(result.code, result.stderr).toBe(0);
    return schema.parse(result.json());
  };
  const errorOf = (result: CliResult) =>
    z.object({ error: z.object({ code: z.string(), message: z.string() }) }).parse(result.json()).error;
  const record = (title: string) =>
    cli(traceReportSchema, 'record', `--name=${title}`, '--engine=podman', '--network=none', `--image=${DEMO}`, 'ls');
  const listed = async (): Promise<string[]> =>
    (await cli(z.array(z.object({ id: z.string() })), 'list')).map(({ id }) => id);
  const trashed = () => cli(z.array(trashedTraceSchema), 'trash');

  it('restores a trace completely, and deletes a trace permanently on request', async () => {
    const kept = await record('Kept');
    const gone = await record('Gone');
    const events = readTrace(kept.path).length;
    const both = [gone.id, kept.id];
    expect(await cli(z.unknown(), 'note', kept.id, '--notes=why', '--tag=slow', '--tag=slow')).toEqual({
      id: kept.id,
      notes: 'why',
      tags: ['slow'],
    });

    const deleted = await cli(z.object({ deleted: z.array(z.string()), until: z.string() }), 'delete', ...both);
    expect(deleted.deleted).toEqual(both);
    expect(await listed()).toEqual([]);
    expect((await trashed()).map(({ id, title, until }) => ({ id, title, until }))).toEqual([
      { id: gone.id, title: 'Gone', until: deleted.until },
      { id: kept.id, title: 'Kept', until: deleted.until },
    ]);
    expect((await run('recover')).code).toBe(0); // keeps traces that can be restored
    await awaitClean({ ...worldScope(), libraries: [library] });

    await cli(z.unknown(), 'restore', kept.id);
    expect(await cli(traceReportSchema, 'show', kept.id)).toMatchObject({
      state: 'ready',
      notes: 'why',
      tags: ['slow'],
    });
    expect(readTrace(kept.path)).toHaveLength(events);
    const again = await run('restore', '--json', kept.id);
    expect(again.code).toBe(3);
    expect(errorOf(again).code).toBe('missing');

    const { freedBytes } = await cli(z.object({ freedBytes: z.number() }), 'trash', '--empty');
    expect(freedBytes).toBeGreaterThan(0.9 * (gone.sizeBytes ?? 0)); // its record was written after its size was measured
    expect(await trashed()).toEqual([]);
    expect(existsSync(join(library, '.trash'))).toBe(false);

    expect(await cli(z.unknown(), 'delete', '--now', kept.id)).toMatchObject({ deleted: [kept.id], until: null });
    expect(await listed()).toEqual([]);
    expect(await trashed()).toEqual([]);
    await awaitClean({ ...worldScope(), libraries: [library] });
  });

  it('deletes traces automatically when their time is over', async () => {
    const { id } = await record('Old');
    await cli(z.unknown(), 'delete', id);
    const note = join(library, '.trash', `${id}.json`);
    const { deletedAt } = z.object({ deletedAt: z.string() }).parse(JSON.parse(readFileSync(note, 'utf8')));
    const before = new Date(Date.parse(deletedAt) - 7 * DAY_MS).toISOString();
    writeFileSync(note, readFileSync(note, 'utf8').replace(deletedAt, before));
    const list = await run('list');
    expect(list.stderr).toMatch(new RegExp(`${asPrinted(EXPIRED_DELETED).source} .*[\\d.]+ MiB`));
    expect(await trashed()).toEqual([]);
    await awaitClean({ ...worldScope(), libraries: [library] });
  });
});
