import { type ChildProcess, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withLibraryLock } from '@core/library/library-lock';
import { holdLock } from '@core/process/hold-lock';
import { lockHolder } from '@core/process/lock-holder';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();

/** Another process that holds the lock until it is killed. */
async function stranger(): Promise<ChildProcess> {
  const child = spawn(
    'flock',
    ['--exclusive', '--no-fork', join(scratch.path, '.lock'), 'sh', '-c', 'echo held; exec sleep 60'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return child;
}

describe('the lock of a library', () => {
  it('lets one change happen after the other', async () => {
    const order: string[] = [];
    const change = (name: string) =>
      withLibraryLock(scratch.path, async () => {
        order.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        order.push(`${name} ends`);
      });
    await Promise.all([change('a'), change('b'), change('c')]);
    const names = order.filter((_, at) => at % 2 === 0).map((line) => line[0]);
    expect(order).toEqual(names.flatMap((name) => [`${name} begins`, `${name} ends`]));
  });

  it('is free again after a change that failed', async () => {
    await expect(withLibraryLock(scratch.path, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await withLibraryLock(scratch.path, async () => 'done')).toBe('done');
  });

  it('is not got while another process holds it, and is free the moment that one is killed', async () => {
    const holder = await stranger();
    expect(await holdLock(join(scratch.path, '.lock'), 0)).toBeUndefined();
    const waiting = withLibraryLock(scratch.path, async () => 'done');
    holder.kill('SIGKILL');
    expect(await waiting).toBe('done');
  });

  it('names who holds it: a stranger by its own process, one of ours by the one that the user knows', async () => {
    const path = join(scratch.path, '.lock');
    const ours = await holdLock(path, 0);
    expect(lockHolder(path)).toBe(process.pid);
    await ours?.release();
    expect(lockHolder(path)).toBeUndefined();
    const holder = await stranger();
    expect(lockHolder(path)).toBe(holder.pid);
    holder.kill('SIGKILL');
  });

  it('says what is wrong with its place', async () => {
    writeFileSync(join(scratch.path, 'file'), '');
    await expect(withLibraryLock(join(scratch.path, 'file'), async () => 1)).rejects.toMatchObject({ code: 'denied' });
  });
});
