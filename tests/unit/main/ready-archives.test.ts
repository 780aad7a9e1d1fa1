import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import type { ReadyArchive } from '@shared/model/ready-archive';
import { DEFAULT_SETTINGS } from '@shared/model/settings';
import { beforeEach, expect, it, vi } from 'vitest';
import { ReadyArchives } from '../../../src/main/ready-archives';
import { scratchFolder } from '../setup/scratch';

const A = '20260102-030405-00000a';
const B = '20260102-030405-00000b';
const scratch = scratchFolder();

/** A request for an archive, which the test finishes or fails. */
interface Order {
  id: string;
  signal: AbortSignal;
  finish(path: string): void;
  fail(error: AppError): void;
}
let orders: Order[];
let recording: boolean;
let reported: ReadyArchive[];
let archives: ReadyArchives;
beforeEach(() => {
  orders = [];
  reported = [];
  recording = false;
  archives = new ReadyArchives({
    core: {
      library: { dir: scratch.path },
      archiveCache: { tidy: async () => undefined, sizeBytes: async () => 5, drop: async () => undefined },
      provideArchive: (id: string, _order: unknown, { signal }: { signal: AbortSignal }) =>
        new Promise<string>((finish, fail) => {
          signal.addEventListener('abort', () => fail(new AppError('cancelled', 'Cancelled.')));
          orders.push({ id, signal, finish, fail });
        }),
    } as unknown as ConstructorParameters<typeof ReadyArchives>[0]['core'],
    settings: () => DEFAULT_SETTINGS,
    busy: () => recording,
    emit: (archive) => reported.push(archive),
  });
});

const states = (): Record<string, string> => Object.fromEntries(archives.list().map((one) => [one.traceId, one.state]));
const made = (id: string): string => {
  const path = join(scratch.path, `${id}.zip`);
  writeFileSync(path, '');
  return path;
};

it('prepares one archive after another, and returns the files once all of them are ready', async () => {
  archives.want([A, B]);
  expect(orders.map(({ id }) => id)).toEqual([A]);
  const first = made(A);
  orders[0]?.finish(first);
  await vi.waitFor(() => expect(orders.map(({ id }) => id)).toEqual([A, B]));
  expect(archives.pathsOf([A])).toEqual([first]);
  expect(archives.pathsOf([A, B])).toBeUndefined();
  orders[1]?.fail(new AppError('missing', 'No zstd.'));
  await vi.waitFor(() => expect(states()).toEqual({ [A]: 'ready', [B]: 'refused' }));
  expect(reported.at(-1)).toMatchObject({ traceId: B, error: { message: 'No zstd.' } });
});

it('cancels an archive that is no longer requested', async () => {
  archives.want([A]);
  archives.want([B]);
  expect(orders[0]?.signal.aborted).toBe(true);
  await vi.waitFor(() => expect(orders.map(({ id }) => id)).toEqual([A, B]));
  expect(states()).toEqual({ [B]: 'waiting' });
});

it('prepares no archive during a recording, and continues after it', async () => {
  archives.want([A]);
  recording = true;
  await archives.pause();
  await vi.waitFor(() => expect(states()).toEqual({ [A]: 'waiting' }));
  expect(orders).toHaveLength(1);
  recording = false;
  await archives.refresh();
  expect(orders).toHaveLength(2);
});

it('requests no more archives when the core closes', async () => {
  archives.want([A, B]);
  orders[0]?.fail(new AppError('cancelled', 'This process ends.'));
  await vi.waitFor(() => expect(states()[A]).toBeUndefined());
  await new Promise((turn) => setImmediate(turn));
  expect(orders).toHaveLength(1);
});

it('forgets archives that were deleted from the cache', async () => {
  archives.want([A]);
  orders[0]?.finish(join(scratch.path, 'gone.zip'));
  await vi.waitFor(() => expect(states()).toEqual({ [A]: 'ready' }));
  archives.want([]);
  await archives.refresh();
  expect(states()).toEqual({});
  expect(await archives.empty()).toBe(5);
});

it('does not drag a deleted archive, and prepares it again', async () => {
  archives.want([A]);
  orders[0]?.finish(join(scratch.path, 'gone.zip'));
  await vi.waitFor(() => expect(states()).toEqual({ [A]: 'ready' }));
  archives.want([B]);
  expect(archives.pathsOf([A])).toBeUndefined();
  expect(states()).toEqual({ [A]: 'waiting', [B]: 'waiting' });
  orders.at(-1)?.finish(made(B));
  const path = made(A);
  await vi.waitFor(() => expect(orders.at(-1)?.id).toBe(A));
  orders.at(-1)?.finish(path);
  await vi.waitFor(() => expect(archives.pathsOf([A])).toEqual([path]));
});
