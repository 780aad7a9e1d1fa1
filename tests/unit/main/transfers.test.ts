import { AppError } from '@shared/model/app-error';
import type { Transfer, TransferResult } from '@shared/model/transfer';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Transfers, type TransferTools } from '../../../src/main/transfers';

const WRITTEN: TransferResult = { traceIds: [], path: '/home/user/trace.zip' };

/** One that ends when the test says so, or is cancelled. */
function transfer() {
  const told: Transfer[] = [];
  const transfers = new Transfers((one) => told.push(one));
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
    told,
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

  it('are told from the beginning to the end, their bytes in handfuls', async () => {
    const { told, transfers, ended, progress, done } = transfer();
    expect(transfers.busy).toBe(true);
    for (let bytes = 1; bytes <= 9; bytes += 1) progress(bytes);
    await vi.advanceTimersByTimeAsync(1_000);
    done();
    expect(await ended).toEqual(WRITTEN);
    expect(told.map(({ state, progress: { doneBytes } }) => [state, doneBytes])).toEqual([
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

  it('that are cancelled are no error, and the cancel waits for their end', async () => {
    const { told, transfers, ended } = transfer();
    await transfers.cancel(1);
    expect(told.map(({ state }) => state)).toEqual(['going', 'cancelling', 'cancelled']);
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    await expect(transfers.cancel(1)).rejects.toMatchObject({ code: 'missing' });
    await expect(transfers.cancel(2)).rejects.toMatchObject({ code: 'missing' });
  });

  it('that fail say why, and have written nothing to show', async () => {
    const { told, transfers, ended, fail } = transfer();
    fail(new AppError('command', 'The disk is full.'));
    await expect(ended).rejects.toMatchObject({ code: 'command' });
    expect(told.at(-1)).toMatchObject({ state: 'failed', error: { message: 'The disk is full.' } });
    expect(() => transfers.pathOf(1)).toThrow('no file');
  });

  it('stay listed while they go on, and end with the app', async () => {
    const { transfers, ended } = transfer();
    transfers.forget(1);
    expect(transfers.list()).toHaveLength(1);
    await transfers.cancelAll();
    await expect(ended).rejects.toMatchObject({ code: 'cancelled' });
    expect(transfers.busy).toBe(false);
  });
});
