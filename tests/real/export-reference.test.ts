import { chownSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { FOLDER_GONE_HINT } from '@core/archive/trace-entries';
import { errorDataSchema } from '@shared/model/app-error';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { pictureOf } from '../unit/imports/import-scene';
import { readTrace } from './reading/read-trace';

const NAMES = ['x.zip', 'x.tar.zst', 'x'] as const;
const importedSchema = z.object({
  imported: z.tuple([z.object({ traces: z.tuple([z.object({ id: z.string(), outcome: z.string() })]) })]),
});

inWorld('the export of a trace that is held by reference', () => {
  let foreign = '';
  let library = '';
  let trace: TraceReport;
  const folder = (name: string): string => {
    const path = mkdtempSync(join(world().folder, name));
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  const run = (into: string, ...args: string[]): Promise<CliResult> =>
    runCli([...args, '--json', '--library', into], { as: 'user' });
  const answered = async <S extends z.ZodType>(schema: S, into: string, ...args: string[]): Promise<z.output<S>> => {
    const result = await run(into, ...args);
    expect(result.code, result.stderr).toBe(0);
    return schema.parse(result.json());
  };
  /** The trace of a sanity check. */
  const leafOf = ({ recordings }: TraceReport): string => recordings[0]?.leaves[0]?.path ?? '';
  /** What to ask for, so that it becomes NAME in the folder, or a folder in it. */
  const output = (out: string, name: string): string[] =>
    name === 'x' ? ['--output', out, '--format', 'folder'] : ['--output', join(out, name)];

  // The folder as lttng left it: leaves with one index each, and no files of ours.
  beforeAll(async () => {
    const from = folder('recorded-');
    const recorded = await answered(traceReportSchema, from, 'sanity');
    foreign = join(folder('foreign-'), 'session');
    runTool('cp', ['-a', recorded.path, foreign]);
    for (const name of readdirSync(foreign))
      if (!name.includes('-ust-')) rmSync(join(foreign, name), { recursive: true });
    library = folder('reference-');
    const { imported } = await answered(importedSchema, library, 'import', foreign, '--reference');
    trace = await answered(traceReportSchema, library, 'show', imported[0].traces[0].id);
    expect(trace).toMatchObject({ events: recorded.events, imported: { how: 'reference' } });
    expect(readdirSync(join(trace.path, leafOf(trace)))).toContain('index');
  });

  it.each(NAMES)('as %s contains the real bytes, and can be imported completely without the folder', async (name) => {
    const out = folder('out-');
    const before = pictureOf(foreign);
    await answered(z.object({}), library, 'export', trace.id, ...output(out, name));
    expect(pictureOf(foreign)).toEqual(before);
    const away = join(foreign, '..', 'away');
    renameSync(foreign, away);
    try {
      const into = folder('into-');
      const [made = ''] = readdirSync(out);
      const { imported } = await answered(importedSchema, into, 'import', join(out, made));
      expect(imported[0].traces[0]).toMatchObject({ id: trace.id, outcome: 'imported' });
      const back = await answered(traceReportSchema, into, 'show', trace.id);
      expect(back).toMatchObject({ state: 'ready', events: trace.events, warnings: [], imported: { how: 'copy' } });
      expect(readTrace(back.path)).toHaveLength(trace.events ?? -1);
      const [leaf = ''] = readdirSync(away);
      for (const entry of readdirSync(join(away, leaf), { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || entry.name === 'metadata') continue; // ours has one clock
        const path = join(entry.parentPath, entry.name);
        const copy = path.replace(join(away, leaf), join(back.path, leafOf(back)));
        expect(readFileSync(copy).equals(readFileSync(path)), path).toBe(true);
      }
      expect(pictureOf(back.path).filter((line) => / 12\d{4} /.test(line))).toEqual([]); // no link
    } finally {
      renameSync(away, foreign);
    }
  });

  it.each(NAMES)('as %s reports with a hint that the folder is gone, and leaves nothing', async (name) => {
    const out = folder('out-');
    const away = join(foreign, '..', 'away');
    renameSync(foreign, away);
    try {
      const result = await run(library, 'export', trace.id, ...output(out, name));
      expect(result.code).toBe(3);
      expect(z.object({ error: errorDataSchema }).parse(result.json()).error).toMatchObject({
        code: 'missing',
        hint: FOLDER_GONE_HINT,
      });
      expect(readdirSync(out)).toEqual([]);
      await awaitClean({ ...worldScope([]), libraries: [library] });
    } finally {
      renameSync(away, foreign);
    }
    expect((await answered(traceReportSchema, library, 'show', trace.id)).warnings).toEqual([]);
  });
});
