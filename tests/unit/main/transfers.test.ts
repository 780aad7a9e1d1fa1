import { AppError } from '@shared/model/app-error';
import type { Transfer, TransferResult } from '@shared/model/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Transfers, type TransferTools } from '../../../src/main/transfers';

const WRITTEN: TransferResult = { traceIds: [], path: '/home/user/trace.zip' };

/** A transfer that ends when the test ends it, or when it is cancelled. */
function transfer() {
  const emitted: Transfer[] = [];
  const transfers = new Transfers((one) => emitted.push(one));
  let tools: TransferTools | undefined;
  let end: { done(result: TransferResult): void; fail(error: Error): void } | undefined;
  const ended = transfers.start('export', 'Listing', (given) => {
    tools = given;
    return new Promise((resolve, reject) => {
      end = { done: resolve, fail: reject };
      given.signal.addEventListener('abort', () => reject(new AppError('cancelled', 'Cancelled.')));
    });
  });
  ended.catch(() => undefined);
  return {
    emitted,
    transfers,
    ended,
    progress: (doneBytes: number) => tools?.onProgress({ doneBytes, totalBytes: 10 }),
    done: () => end?.done(WRITTEN),
    fail: (error: Error) => end?.fail(error),
  };
}

describe('transfers', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('report start and end, and their progress in intervals', async () => {
    const { emitted, transfers, ended, progress, done } = transfer();
    expect(transfers.busy).toBe(true);
    for (let bytes = 1; bytes <= 9; bytes += 1) progress(bytes);
    await vi.advanceTimersByTimeAsync(1_000);
    done();
    expect(await ended).toEqual(WRITTEN);
    expect(emitted.map(({ state, progress: { doneBytes } }) => [state, doneBytes])).toEqual([
      ['going', 0],
      ['going', 9],
      ['done', 9],
    ]);
    expect(transfers.busy).toBe(false);
    expect(transfers.pathOf(1)).toBe(WRITTEN.path);
    expect(transfers.list()).toMatchObject([{ transferId: 1, state: 'done', result: WRITTEN }]);
    transfers.forget(1);
    expect(transfers.list()).toEqual([]);
  });

  it('report no error when cancelled, and cancelling waits for their end', async () => {
    const { emitted, transfers, ended } = transfer();
    await transfers.cancel(1);
    expect(emitted.map(({ state }) => state)).toEqual(['going', 'cancelling', 'cancelled']);
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    await expect(transfers.cancel(1)).rejects.toMatchObject({ code: 'missing' });
    await expect(transfers.cancel(2)).rejects.toMatchObject({ code: 'missing' });
  });

  it('report why they failed, and have no file to show', async () => {
    const { emitted, transfers, ended, fail } = transfer();
    fail(new AppError('command', 'The disk is full.'));
    await expect(ended).rejects.toMatchObject({ code: 'command' });
    expect(emitted.at(-1)).toMatchObject({ state: 'failed', error: { message: 'The disk is full.' } });
    expect(() => transfers.pathOf(1)).toThrow(expect.objectContaining({ code: 'missing' }));
  });

  it('stay listed while they run, and are cancelled when the app quits', async () => {
    const { transfers, ended } = transfer();
    transfers.forget(1);
    expect(transfers.list()).toHaveLength(1);
    await transfers.cancelAll();
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    expect(transfers.busy).toBe(false);
  });
});
