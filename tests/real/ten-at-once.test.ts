import { chownSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonSchema } from '@shared/model/compare-traces';
import { diskUseSchema } from '@shared/model/disk-use';
import { traceReportSchema, traceRowSchema } from '@shared/model/trace-record';
import { trashedTraceSchema } from '@shared/model/trash';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { freeSpaceSchema } from '../../src/cli/output-schemas';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { runCli } from '../setup/run-cli';
import { world } from '../setup/world-state';
import { expectNothingLeft } from './reading/ways';

const WORKERS = Array.from({ length: 10 }, (_, n) => n);
/** How long the processes start changes. Each finishes its last change. */
const TOGETHER_MS = 60_000;
const LIMIT_MS = 300_000;

inWorld('a library that ten processes change for a minute at once', () => {
  let library = '';
  let exports = '';
  beforeAll(() => {
    const { folder, user } = world();
    library = mkdtempSync(join(folder, 'ten-'));
    exports = mkdtempSync(join(folder, 'ten-exports-'));
    for (const path of [library, exports]) chownSync(path, user.uid, user.gid);
  });
  const cli = async <S extends z.ZodType>(schema: S, ...args: string[]): Promise<z.output<S>> => {
    const result = await runCli([...args, '--json', '--library', library], { as: 'user' });
    expect(result.code, `${args.join(' ')}: ${result.stderr}`).toBe(0);
    return schema.parse(result.json());
  };
  const archiveOf = (n: number): string => join(exports, `${n}.zip`);
  const rows = () => cli(z.array(traceRowSchema), 'list');

  /** Makes changes one after the other, like a person at a terminal. The test runs ten at once. */
  async function work(n: number, shared: string, until: number): Promise<string> {
    const { id } = await cli(traceReportSchema, 'sanity');
    await cli(z.unknown(), 'rename', id, `Trace of ${n}`);
    await cli(z.unknown(), 'note', id, '--notes=first', `--tag=worker-${n}`);
    await cli(z.unknown(), 'note', shared, `--tag=worker-${n}`);
    await cli(z.unknown(), 'export', shared, `--output=${join(exports, `shared-${n}.zip`)}`);
    do {
      await cli(z.unknown(), 'delete', id);
      await cli(z.unknown(), 'restore', id);
      await cli(z.unknown(), 'export', id, `--output=${archiveOf(n)}`, '--force');
      await cli(z.unknown(), 'delete', '--now', id);
      await cli(z.unknown(), 'import', archiveOf(n));
    } while (performance.now() < until);
    await cli(z.unknown(), 'note', shared, `--tag=again-${n}`);
    await cli(z.unknown(), 'note', id, `--notes=last of ${n}`);
    if (n % 2 === 1) await cli(z.unknown(), 'delete', id);
    return id;
  }

  it(
    'loses nothing: every trace is in the library or the trash with its last notes, and nothing half is left',
    async () => {
      const shared = (await cli(traceReportSchema, 'sanity')).id;
      const until = performance.now() + TOGETHER_MS;
      const ids = await Promise.all(WORKERS.map((n) => work(n, shared, until)));
      expect(new Set(ids).size).toBe(WORKERS.length);

      const listed = await rows();
      const trashed = await cli(z.array(trashedTraceSchema), 'trash');
      const evenIds = ids.filter((_, n) => n % 2 === 0);
      const oddIds = ids.filter((_, n) => n % 2 === 1);
      expect(listed.map(({ id }) => id).sort()).toEqual([shared, ...evenIds].sort());
      expect(trashed.map(({ id }) => id).sort()).toEqual([...oddIds].sort());
      expect(listed.find(({ id }) => id === shared)?.tags.toSorted()).toEqual(
        WORKERS.flatMap((n) => [`again-${n}`, `worker-${n}`]).sort(),
      );

      await cli(z.unknown(), 'restore', ...oddIds);
      const all = await rows();
      for (const n of WORKERS) {
        const row = all.find(({ id }) => id === ids[n]);
        expect(row).toMatchObject({
          title: `Trace of ${n}`,
          notes: `last of ${n}`,
          tags: [`worker-${n}`],
          state: 'ready',
          warnings: 0,
        });
        expect(row?.events, 'counted, and the count was not written over').toBeGreaterThan(0);
      }

      expect(readdirSync(exports).sort()).toEqual(WORKERS.flatMap((n) => [`${n}.zip`, `shared-${n}.zip`]).sort());

      // All do the same at once. One succeeds, the others report that it was done.
      const codes = async (...args: string[]): Promise<number[]> => {
        const results = await Promise.all(WORKERS.map(() => runCli([...args, '--library', library], { as: 'user' })));
        return results.map(({ code }) => code).sort();
      };
      const [one = ''] = evenIds;
      expect(await codes('delete', one)).toEqual([0, ...Array.from({ length: 9 }, () => 3)]);
      expect(await codes('restore', one)).toEqual([0, ...Array.from({ length: 9 }, () => 3)]);
      expect(await rows()).toEqual(all);
      await cli(z.unknown(), 'delete', '--now', one);
      await codes('import', archiveOf(ids.indexOf(one)));
      expect((await rows()).map(({ id }) => id)).toEqual(all.map(({ id }) => id));

      const compared = await cli(comparisonSchema, 'compare', one, shared);
      expect(compared.traces.map(({ id }) => id)).toEqual([one, shared]);
      expect(compared.facts.find(({ key }) => key === 'lttng')?.verdict).toBe('same');
      expect(compared.facts.find(({ key }) => key === 'tags')?.verdict).toBe('differs');
      const use = await cli(diskUseSchema, 'disk');
      expect(use.traces.count).toBe(all.length);
      const planned = await cli(freeSpaceSchema, 'free-space', '--older-than=0', '--tagged');
      expect(planned).toMatchObject({ done: 'nothing', bytes: use.traces.bytes, spared: [] });
      expect(planned.traces).toHaveLength(all.length);
      expect(await rows(), 'it was shown, and nothing else').toHaveLength(all.length);

      // The index is a cache, so the list is the same without it.
      const indexed = await rows();
      rmSync(join(library, '.index.jsonl'), { force: true });
      expect(await rows()).toEqual(indexed);

      const hidden = readdirSync(library).filter((name) => name.startsWith('.') && name !== '.index.jsonl');
      expect(hidden.sort()).toEqual(['.journal', '.lock']);
      expect(readdirSync(join(library, '.journal'))).toEqual([]);
      const names = readdirSync(library, { recursive: true }).map(String);
      expect(names.filter((name) => /\.new$|\.partial$|\.reserve$|\.purging\./.test(name))).toEqual([]);
      await cli(freeSpaceSchema, 'free-space', '--older-than=0', '--tagged', '--yes', '--now');
      expect(await rows()).toEqual([]);
      expect(await cli(z.unknown(), 'recover')).toEqual({
        ...{ settled: [], removedFolders: [], failed: [], leftAlone: [] },
      });
      await awaitClean({ ...worldScope(), libraries: [library] });
      await expectNothingLeft();
    },
    LIMIT_MS,
  );
});
