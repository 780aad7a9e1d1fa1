import type { ImageBuildEvent } from '@shared/ipc/channels/images';
import { AppError } from '@shared/model/app-error';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ImageBuilds } from '../../../src/main/image-builds';

type Work = ConstructorParameters<typeof ImageBuilds>[0];
const BUILT = { reference: 'localhost/demo:1', imageId: 'sha256:1', built: true };

/** Builds that end when the test ends them, or when they are cancelled. */
function builds() {
  const events: ImageBuildEvent[] = [];
  const ends = new Map<string, { print(line: string): void; done(): void; fail(error: Error): void }>();
  const work: Work = (_engine, recipe, print, signal) =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')));
      ends.set(recipe, { print, done: () => resolve(BUILT), fail: reject });
    });
  return { events, ends, builds: new ImageBuilds(work, (event) => events.push(event)) };
}

describe('image builds', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('report start and end, send their lines in batches, and are listed while they run', async () => {
    const { events, ends, builds: all } = builds();
    const built = all.start('podman', 'demo');
    ends.get('demo')?.print('one');
    ends.get('demo')?.print('two');
    expect(events.map(({ type }) => type)).toEqual(['started']);
    await vi.advanceTimersByTimeAsync(200);
    expect(events.at(-1)).toEqual({ type: 'lines', engine: 'podman', recipe: 'demo', lines: ['one', 'two'] });
    ends.get('demo')?.print('three');
    expect(all.list()).toMatchObject([
      { recipe: 'demo', lines: ['one', 'two', 'three'], droppedLines: 0, cancelling: false },
    ]);
    expect(events.at(-1)).toMatchObject({ type: 'lines', lines: ['three'] });
    ends.get('demo')?.done();
    expect(await built).toEqual(BUILT);
    expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'built', error: null });
    expect(all.list()).toEqual([]);
  });

  it('refuse a second build of the same recipe, but not of another one', async () => {
    const { ends, builds: all } = builds();
    const first = all.start('podman', 'demo');
    await expect(all.start('podman', 'demo')).rejects.toMatchObject({ code: 'config' });
    const other = all.start('podman', 'base');
    ends.get('demo')?.done();
    ends.get('base')?.done();
    await Promise.all([first, other]);
  });

  it('report no error when cancelled, and cancelling waits for their end', async () => {
    const { events, builds: all } = builds();
    const built = all.start('podman', 'demo');
    built.catch(() => undefined);
    await all.cancel('podman', 'demo');
    expect(events.at(-1)).toMatchObject({ type: 'ended', outcome: 'cancelled', error: null });
    await expect(built).rejects.toMatchObject({ code: 'cancelled' });
    await expect(all.cancel('podman', 'demo')).rejects.toMatchObject({ code: 'missing' });
  });

  it('report why they failed, and can be started again', async () => {
    const { events, ends, builds: all } = builds();
    const built = all.start('docker', 'base');
    ends.get('base')?.fail(new AppError('command', 'exit status 100'));
    await expect(built).rejects.toMatchObject({ message: 'exit status 100' });
    expect(events.at(-1)).toMatchObject({ outcome: 'failed', error: { code: 'command', message: 'exit status 100' } });
    const again = all.start('docker', 'base');
    ends.get('base')?.done();
    await again;
  });

  it('keep a bounded log', async () => {
    const { ends, builds: all } = builds();
    const built = all.start('podman', 'demo');
    for (let n = 0; n < 700; n += 1) ends.get('demo')?.print(`${n}`);
    const [going] = all.list();
    expect(going).toMatchObject({ droppedLines: 200 });
    expect(going?.lines.at(-1)).toBe('699');
    ends.get('demo')?.done();
    await built;
  });
});
