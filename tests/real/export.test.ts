import { createHash, randomBytes } from 'node:crypto';
import {
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { targetExists } from '@core/archive/write-error';
import { type TraceReport, traceReportSchema } from '@shared/model/trace-record';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { DEMO } from '../bad-input/row';
import { awaitClean, worldScope } from '../leaks/world-scope';
import { awaitCondition } from '../setup/await-condition';
import { inWorld } from '../setup/in-world';
import { type CliResult, runCli, startCli } from '../setup/run-cli';
import { runTool } from '../setup/run-tool';
import { world } from '../setup/world-state';
import { readTrace } from './reading/read-trace';

const GIB = 1024 ** 3;
const TITLE = 'Größe  von /, 2 × "ls"';
const SECRET = 'hunter2-of-the-export';

const answerSchema = z.object({
  exported: z.array(
    z.object({ id: z.string(), path: z.string(), bytes: z.number(), files: z.number(), sha256: z.string().nullable() }),
  ),
});

inWorld('export, by the command line of a plain user', () => {
  let library = '';
  let out = '';
  let trace: TraceReport;
  const own = (path: string): string => {
    chownSync(path, world().user.uid, world().user.gid);
    return path;
  };
  const folder = (name: string): string => own(mkdtempSync(join(world().folder, name)));
  const words = (...args: string[]): string[] => ['export', ...args, '--json', '--library', library];
  const run = (...args: string[]): Promise<CliResult> => runCli(words(...args), { as: 'user' });
  const exported = async (...args: string[]) => {
    const result = await run(...args);
    expect(result.code, result.stderr).toBe(0);
    return answerSchema.parse(result.json()).exported;
  };
  const failed = async (...args: string[]) => {
    const result = await run(...args);
    return { code: result.code, ...z.object({ error: z.object({ message: z.string() }) }).parse(result.json()).error };
  };
  /** Adds a file to the trace that takes a while to export. */
  const withLarge = async (make: (path: string) => void, act: () => Promise<void>): Promise<void> => {
    const path = join(trace.path, 'extra_0');
    writeFileSync(path, '');
    make(path);
    try {
      await act();
    } finally {
      rmSync(path);
    }
  };
  const unpacked = (archive: string): string => {
    const into = mkdtempSync(join(world().folder, 'unpacked-'));
    if (archive.endsWith('.zip')) runTool('unzip', ['-q', archive, '-d', into]);
    else runTool('tar', ['--zstd', '-xf', archive, '-C', into]);
    return join(into, readdirSync(into)[0] ?? '');
  };
  const expectWhole = (top: string): void => {
    runTool('sh', ['-c', 'cd "$1" && sha256sum --check --strict --quiet SHA256SUMS', 'sh', top]);
    expect(readTrace(top)).toHaveLength(trace.events ?? -1);
  };

  beforeAll(async () => {
    library = folder('export-');
    const asked = ['record', `--name=${TITLE}`, '--engine=podman', '--network=none', `--image=${DEMO}`];
    const result = await runCli(
      [...asked, '--secret-env', `TOKEN=${SECRET}`, '--json', '--library', library, '--', 'ls', '/'],
      { as: 'user' },
    );
    expect(result.code, result.stderr).toBe(0);
    trace = traceReportSchema.parse(result.json());
    expect(trace.events).toBeGreaterThan(0);
  });
  beforeEach(() => {
    out = folder('out-');
  });

  it('contains in each format the recorded events and a correct list, and no secret', async () => {
    const [zip] = await exported(trace.id, '--output', join(out, 'a b.zip'));
    const [zst] = await exported(trace.id, '--output', join(out, 'x.tar.zst'));
    const [plain] = await exported(trace.id, '--output', out, '--format', 'folder');
    expect(zip?.sha256).toBe(
      createHash('sha256')
        .update(readFileSync(join(out, 'a b.zip')))
        .digest('hex'),
    );
    expect(plain?.sha256).toBeNull();
    for (const top of [unpacked(zip?.path ?? ''), unpacked(zst?.path ?? ''), plain?.path ?? '']) {
      expectWhole(top);
      const files = readdirSync(top, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
      expect(files).toHaveLength((plain?.files ?? 0) + 1);
      for (const file of files)
        expect(readFileSync(join(file.parentPath, file.name)).includes(SECRET), file.name).toBe(false);
    }
    const [again] = await exported(trace.id, '--output', join(out, 'again.zip'));
    expect(again?.sha256).toBe(zip?.sha256);
  });

  it('refuses an existing file, a path in the library, a name without a format, and a path without write permission', async () => {
    const path = join(out, 'x.zip');
    writeFileSync(path, 'precious');
    expect(await failed(trace.id, '--output', path)).toMatchObject({
      code: 2,
      message: targetExists(path, false).message,
    });
    expect(readFileSync(path, 'utf8')).toBe('precious');
    await exported(trace.id, '--output', path, '--force');
    expect(await failed(trace.id, '--output', join(library, 'x.zip'))).toMatchObject({ code: 2 });
    expect(await failed(trace.id, '--output', join(trace.path, 'x.zip'))).toMatchObject({ code: 2 });
    expect(await failed(trace.id, '--output', join(out, 'x.rar'))).toMatchObject({ code: 2 });
    expect(await failed(trace.id, '--output', join(out, 'x.zip'), '--format', 'tar.zst')).toMatchObject({ code: 2 });
    const closed = mkdtempSync(join(world().folder, 'closed-'));
    expect(await failed(trace.id, '--output', join(closed, 'x.zip'))).toMatchObject({
      code: 3,
      message: expect.stringMatching(/x\.zip \(EACCES\)/),
    });
    expect(await failed(trace.id, '--output', join(out, 'none/x.zip'))).toMatchObject({ code: 3 });
    expect(await failed('20200101-000000-000000', '--output', join(out, 'y.zip'))).toMatchObject({ code: 3 });
    expect(readdirSync(out)).toEqual(['x.zip']);
  });

  it('writes several traces into a folder under readable names', async () => {
    const copy = '20200101-000000-0000aa';
    runTool('cp', ['-a', trace.path, join(library, copy)]);
    const record = join(library, copy, 'trace.json');
    writeFileSync(record, readFileSync(record, 'utf8').replaceAll(trace.id, copy));
    const into = join(out, 'new folder');
    await exported(trace.id, copy, '--output', into);
    expect(readdirSync(into).sort()).toEqual(
      [trace.id, copy].map((id) => `Größe-von-,-2-×-ls-${id}.ctrace.zip`).sort(),
    );
    rmSync(join(library, copy), { recursive: true });
  });

  it.each([
    ['SIGINT', 130],
    ['SIGKILL', 137],
  ] as const)('leaves nothing after %s in the middle', (signal, code) =>
    withLarge(
      (path) => truncateSync(path, 8 * GIB),
      async () => {
        const going = startCli(words(trace.id, '--output', join(out, 'x.zip')), { as: 'user' });
        await awaitCondition(() => readdirSync(out).length > 0, { what: 'the archive to be begun', timeoutMs: 30_000 });
        expect(readdirSync(out)).toEqual([expect.stringMatching(/^\.containers-trace-[0-9a-f]{12}\.partial$/)]);
        going.kill(signal);
        expect((await going.ended).code).toBe(code);
        await awaitCondition(() => readdirSync(out).length === 0, { what: 'nothing to be left', timeoutMs: 10_000 });
        await awaitClean({ ...worldScope([]), libraries: [library] });
      },
    ),
  );

  it('reports that the disk is full, and leaves nothing there', () =>
    withLarge(
      (path) => writeFileSync(path, randomBytes(8_000_000)),
      async () => {
        const disk = join(out, 'disk');
        mkdirSync(disk);
        runTool('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=0777', 'ct-test', disk]);
        try {
          for (const [output, ...format] of [['x.zip'], ['x.tar.zst'], ['.', '--format', 'folder']])
            expect(await failed(trace.id, '--output', join(disk, output ?? ''), ...format)).toMatchObject({
              code: 1,
              message: expect.stringContaining('is full'),
            });
          expect(readdirSync(disk)).toEqual([]);
        } finally {
          runTool('umount', [disk]);
        }
      },
    ));
});
