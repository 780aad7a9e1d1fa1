import { AppError, toAppError } from '@shared/model/app-error';
import type { Progress, Transfer, TransferKind, TransferResult } from '@shared/model/transfer';
import { isInProgress } from '@shared/model/transfer-in-progress';

/** Progress is reported at most this often. */
const REPORT_EVERY_MS = 100;
/** Number of ended transfers that a reloaded page can show. */
const KEPT = 20;

interface Entry {
  state: Transfer;
  cancel: AbortController;
  timer: NodeJS.Timeout | undefined;
  ended: Promise<void>;
}

export interface TransferTools {
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** Running exports, imports and moves, and recently ended ones. They are kept in the main process, so that they survive a reload. */
export class Transfers {
  private readonly entries = new Map<number, Entry>();
  private started = 0;

  constructor(private readonly emit: (transfer: Transfer) => void) {}

  /**
   * Runs the work and reports its progress. A failure is reported and thrown.
   * @param title the name of the trace or folder, for the user
   * @throws AppError what the work throws; `cancelled` when it was cancelled
   */
  async start(
    kind: TransferKind,
    title: string,
    work: (tools: TransferTools) => Promise<TransferResult>,
  ): Promise<TransferResult> {
    this.started += 1;
    const entry: Entry = {
      state: {
        transferId: this.started,
        kind,
        title,
        state: 'going',
        startedAt: Date.now(),
        progress: { doneBytes: 0, totalBytes: null },
        result: null,
        error: null,
      },
      cancel: new AbortController(),
      timer: undefined,
      ended: Promise.resolve(),
    };
    this.entries.set(this.started, entry);
    this.emit({ ...entry.state });
    const { signal } = entry.cancel;
    const done = work({ signal, onProgress: (progress) => this.progress(entry, progress) });
    entry.ended = done.then(
      (result) => this.end(entry, { state: 'done', result }),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        const cancelled = error.code === 'cancelled';
        this.end(entry, cancelled ? { state: 'cancelled' } : { state: 'failed', error: error.toData() });
      },
    );
    await entry.ended;
    return done;
  }

  list(): Transfer[] {
    return [...this.entries.values()].map(({ state }) => ({ ...state }));
  }

  /** Whether a transfer is running. The library cannot be changed meanwhile. */
  get busy(): boolean {
    return this.list().some(isInProgress);
  }

  /** Cancels a transfer. Resolves when the cleanup is done. @throws AppError `missing` when it is not running */
  async cancel(transferId: number): Promise<void> {
    const entry = this.find(transferId);
    if (!isInProgress(entry.state)) throw new AppError('missing', 'This transfer has already ended.');
    entry.state.state = 'cancelling';
    this.emit({ ...entry.state });
    entry.cancel.abort();
    await entry.ended;
  }

  async cancelAll(): Promise<void> {
    const running = this.list().filter(({ state }) => state === 'going');
    await Promise.all(running.map(({ transferId }) => this.cancel(transferId)));
  }

  /** @returns the file or folder that the transfer wrote @throws AppError `missing` when it wrote none */
  pathOf(transferId: number): string {
    const path = this.find(transferId).state.result?.path;
    if (!path) throw new AppError('missing', 'This transfer has not written a file.');
    return path;
  }

  /** Removes an ended transfer from the list. */
  forget(transferId: number): void {
    if (!isInProgress(this.find(transferId).state)) this.entries.delete(transferId);
  }

  private find(transferId: number): Entry {
    const entry = this.entries.get(transferId);
    if (!entry) throw new AppError('missing', `There is no transfer ${transferId}.`);
    return entry;
  }

  private progress(entry: Entry, progress: Progress): void {
    entry.state.progress = progress;
    entry.timer ??= setTimeout(() => {
      entry.timer = undefined;
      this.emit({ ...entry.state });
    }, REPORT_EVERY_MS);
  }

  private end(entry: Entry, change: Partial<Transfer>): void {
    clearTimeout(entry.timer);
    Object.assign(entry.state, change);
    this.emit({ ...entry.state });
    const ended = this.list().filter((transfer) => !isInProgress(transfer));
    for (const { transferId } of ended.slice(0, -KEPT)) this.entries.delete(transferId);
  }
}
