import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareInLibrary } from '@core/library/compare';
import { diskUse } from '@core/library/disk-use';
import { TraceLibrary } from '@core/library/trace-library';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';
import { plantTrace } from './plant';

const scratch = scratchFolder();
const [A, B, C] = ['20260101-030405-0a1b2c', '20260102-030405-0a1b2c', '20260103-030405-0a1b2c'] as const;

describe('what a library holds', () => {
  it('is told by the records; what has no figure is weighed; what can be made anew is apart', async () => {
    const dir = join(scratch.path, 'traces');
    const workspacesDir = join(scratch.path, 'workspaces');
    mkdirSync(dir);
    const analysesDir = join(scratch.path, 'analyses');
    mkdirSync(workspacesDir);
    mkdirSync(analysesDir);
    writeFileSync(join(analysesDir, 'one'), 'x'.repeat(5));
    writeFileSync(join(workspacesDir, 'cache'), 'x'.repeat(70));
    const library = new TraceLibrary(dir);
    plantTrace(dir, A, { sizeBytes: 5000 });
    plantTrace(dir, B, { sizeBytes: null });
    plantTrace(dir, C, { sizeBytes: 300 });
    await library.delete(C);
    const use = await diskUse(library, { workspacesDir, archivesDir: join(scratch.path, 'none'), analysesDir });
    expect(use).toMatchObject({
      dir,
      trash: { count: 1, bytes: 300 },
      workspaceBytes: 70,
      archiveBytes: 0,
      analysisBytes: 5,
    });
    expect(use.traces.count).toBe(2);
    expect(use.traces.bytes).toBeGreaterThan(6000);
    expect(use.freeBytes).toBeGreaterThan(0);
  });

  it('is compared by id, two different ones', async () => {
    const library = new TraceLibrary(scratch.path);
    plantTrace(scratch.path, A, { title: 'One' });
    plantTrace(scratch.path, B, { title: 'Two' });
    expect((await compareInLibrary(library, A, B)).traces.map(({ title }) => title)).toEqual(['One', 'Two']);
    await expect(compareInLibrary(library, A, A)).rejects.toMatchObject({ code: 'config' });
    await expect(compareInLibrary(library, A, C)).rejects.toMatchObject({ code: 'missing' });
    await expect(compareInLibrary(library, A, '../x')).rejects.toMatchObject({ code: 'config' });
  });
});
