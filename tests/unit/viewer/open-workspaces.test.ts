import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { raiseMovingFlag, refuseMoving } from '@core/journal/moving-flag';
import { moveLibrary } from '@core/library/move/move-library';
import { ownIdentity } from '@core/process/identity';
import { writeLaunch } from '@core/viewer/launch-record';
import { refuseOpen } from '@core/viewer/refuse-open';
import { workspaceDir } from '@core/viewer/workspace';
import { Workspaces } from '@core/viewer/workspaces';
import { expect, it } from 'vitest';
import { plantTrace } from '../library/plant';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const [A, B] = ['20260101-030405-0a1b2c', '20260102-030405-0a1b2c'] as const;

it('what a viewer has open stays when the caches are dropped, and keeps the library where it is', async () => {
  const library = join(scratch.path, 'traces');
  const dir = join(scratch.path, 'workspaces');
  mkdirSync(library, { recursive: true });
  mkdirSync(dir);
  const made = [A, B].map((id) => {
    plantTrace(library, id);
    const workspace = workspaceDir(dir, library, id);
    mkdirSync(workspace);
    writeFileSync(join(workspace, 'index'), 'x'.repeat(500));
    return workspace;
  });
  const workspaces = new Workspaces(dir, library);
  expect(workspaces.inUse()).toEqual([]);
  await writeLaunch(made[0] ?? '', ownIdentity(), '/opt/viewer');
  expect(workspaces.inUse()).toEqual([A]);

  const move = () =>
    moveLibrary({
      libraryDir: library,
      to: join(scratch.path, 'new'),
      configDir: join(scratch.path, 'config'),
      setting: true,
      refuse: () => refuseOpen(workspaces.inUse()),
      onProgress: () => undefined,
      signal: new AbortController().signal,
    });
  await expect(move()).rejects.toMatchObject({ code: 'config', message: `A viewer has the trace ${A} open.` });
  expect(existsSync(join(library, '.moving'))).toBe(false);

  expect(await workspaces.dropAll()).toBeGreaterThanOrEqual(500);
  expect(made.map((path) => existsSync(path))).toEqual([true, false]);
  await writeLaunch(made[0] ?? '', { ...ownIdentity(), startTime: '1' }, '/opt/viewer');
  expect(await workspaces.dropAll()).toBeGreaterThanOrEqual(500);
  await move();

  // And while it moves no viewer is started.
  raiseMovingFlag(join(scratch.path, 'new'), '/elsewhere');
  expect(() => refuseMoving(library)).toThrow(/being moved to \/elsewhere/);
});
