import { chownSync, mkdtempSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { rawTar } from '../unit/imports/raw-archives';
import { readTrace } from './reading/read-trace';

const LARGE_BYTES = 3 * 1024 ** 3;
const importedSchema = z.object({
  imported: z.array(z.object({ traces: z.array(z.object({ id: z.string(), outcome: z.string() })) })),
});

inWorld('import, by the command line of a plain user', () => {
  let from = '';
  let trace: TraceReport;
  const folder = (name: string): string => {
    const path = mkdtempSync(join(world().folder, name));
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  const run = (library: string, ...args: string[]): Promise<CliResult> =>
    runCli([...args, '--json', '--library', library], { as: 'user' });
  const answered = async <S extends z.ZodType>(schema: S, library: string, ...args: string[]): Promise<z.output<S>> => {
    const result = await run(library, ...args);
    expect(result.code, result.stderr).toBe(0);
    return schema.parse(result.json());
  };
  const leftovers = (library: string): string[] => [
    ...readdirSync(library).filter((name) => name.includes('partial')),
    ...readdirSync(join(library, '.journal')),
  ];

  beforeAll(async () => {
    from = folder('from-');
    trace = await answered(
      traceReportSchema,
      from,
      ...['record', '--name=Größe 1', '--engine=podman', '--network=none', `--image=${DEMO}`, 'ls'],
    );
    await answered(z.object({}), from, 'note', trace.id, '--notes', 'Keep this', '--tag', 'one');
  });

  it('restores an export exactly in each format: every byte, its id, notes and tags, and each event', async () => {
    const out = folder('out-');
    for (const [name, format] of [
      ['a.zip', 'zip'],
      ['a.tar.zst', 'tar.zst'],
    ] as const)
      await answered(z.object({}), from, 'export', trace.id, '--output', join(out, name), '--format', format);
    await answered(z.object({}), from, 'export', trace.id, '--output', out, '--format', 'folder');
    const before = await answered(traceReportSchema, from, 'show', trace.id);
    for (const name of readdirSync(out)) {
      const library = folder('into-');
      const { imported } = await answered(importedSchema, library, 'import', join(out, name));
      expect(imported[0]?.traces).toMatchObject([{ id: trace.id, outcome: 'imported' }]);
      const after = await answered(traceReportSchema, library, 'show', trace.id);
      expect({ ...after, path: '', imported: null, files: [] }).toEqual({ ...before, path: '', files: [] });
      expect(after.imported).toMatchObject({ kind: 'export', how: 'copy', from: join(out, name) });
      for (const { path } of before.files.filter((file) => file.path !== 'trace.json'))
        expect(readFileSync(join(after.path, path)).equals(readFileSync(join(before.path, path))), path).toBe(true);
      expect(readTrace(after.path)).toHaveLength(trace.events ?? -1);
    }
  });

  it('makes a trace with the same events from a bare folder of lttng, by copy and by reference', async () => {
    const bare = join(folder('bare-'), 'session');
    runTool('cp', ['-a', trace.path, bare]);
    for (const name of readdirSync(bare)) if (!name.includes('-ust-')) runTool('rm', ['-r', join(bare, name)]);
    for (const how of [[], ['--reference']]) {
      const library = folder('into-');
      const { imported } = await answered(importedSchema, library, 'import', bare, ...how);
      const id = imported[0]?.traces[0]?.id ?? '';
      const report = await answered(traceReportSchema, library, 'show', id);
      expect(report).toMatchObject({ state: 'ready', events: trace.events, provenance: { engine: null } });
      expect(report.provenance.lttng).toMatch(/^\d+\.\d+/);
      expect(readTrace(report.path)).toHaveLength(trace.events ?? -1);
    }
  });

  it.each(['SIGKILL', 'SIGINT'] as const)('leaves nothing after %s while it unpacks', async (signal) => {
    const archive = join(folder('large-'), 'large.tar');
    // One sparse entry of 3 GiB, which takes no disk space.
    writeFileSync(archive, rawTar([{ name: 'large/channel_0', saidBytes: LARGE_BYTES }], { end: false }));
    truncateSync(archive, 1024 + LARGE_BYTES);
    const library = folder('into-');
    const cli = startCli(['import', archive, '--library', library], { as: 'user' });
    await awaitCondition(() => readdirSync(library).some((name) => name.endsWith('.partial')), {
      what: 'something to be unpacked',
      timeoutMs: 30_000,
    });
    cli.kill(signal);
    expect((await cli.ended).code).not.toBe(0);
    await awaitCondition(() => leftovers(library).length === 0, { what: 'nothing to be left', timeoutMs: 10_000 });
    await awaitClean({ ...worldScope([]), libraries: [library] });
  });
});
