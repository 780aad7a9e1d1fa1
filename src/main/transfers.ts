import { AppError, toAppError } from '@shared/model/app-error';
import type { Progress, Transfer, TransferKind, TransferResult } from '@shared/model/transfer';
import { isInProgress } from '@shared/model/transfer-in-progress';

/** Bytes come in far more often than anybody looks. */
const TELL_EVERY_MS = 100;
/** Ended ones that a reloaded page still gets to see. */
const KEPT = 20;

interface Going {
  state: Transfer;
  cancel: AbortController;
  timer: NodeJS.Timeout | undefined;
  over: Promise<void>;
}

export interface TransferTools {
  onProgress(progress: Progress): void;
  signal: AbortSignal;
}

/** Exports, imports and moves that go on. In main, so that they outlive a page that is reloaded. */
export class Transfers {
  private readonly all = new Map<number, Going>();
  private started = 0;

  constructor(private readonly tell: (transfer: Transfer) => void) {}

  /**
   * Does the work and tells how far it is. Its failure is told as well, and thrown.
   * @param title of what, in the user's words
   * @throws AppError what the work throws; `cancelled` when it was cancelled
   */
  async start(
    kind: TransferKind,
    title: string,
    work: (tools: TransferTools) => Promise<TransferResult>,
  ): Promise<TransferResult> {
    this.started += 1;
    const going: Going = {
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
      over: Promise.resolve(),
    };
    this.all.set(this.started, going);
    this.tell({ ...going.state });
    const { signal } = going.cancel;
    const done = work({ signal, onProgress: (progress) => this.progress(going, progress) });
    going.over = done.then(
      (result) => this.end(going, { state: 'done', result }),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        const cancelled = error.code === 'cancelled';
        this.end(going, cancelled ? { state: 'cancelled' } : { state: 'failed', error: error.toData() });
      },
    );
    await going.over;
    return done;
  }

  list(): Transfer[] {
    return [...this.all.values()].map(({ state }) => ({ ...state }));
  }

  /** Whether any goes on: the library stays where it is meanwhile. */
  get busy(): boolean {
    return this.list().some(isInProgress);
  }

  /** Resolves when it has ended and nothing half made is left. @throws AppError `missing` for one that does not go on */
  async cancel(transferId: number): Promise<void> {
    const going = this.find(transferId);
    if (!isInProgress(going.state)) throw new AppError('missing', 'This transfer has ended already.');
    going.state.state = 'cancelling';
    this.tell({ ...going.state });
    going.cancel.abort();
    await going.over;
  }

  async cancelAll(): Promise<void> {
    const going = this.list().filter(({ state }) => state === 'going');
    await Promise.all(going.map(({ transferId }) => this.cancel(transferId)));
  }

  /** @returns the file or folder that it wrote @throws AppError `missing` when it wrote none */
  pathOf(transferId: number): string {
    const path = this.find(transferId).state.result?.path;
    if (!path) throw new AppError('missing', 'This transfer has written no file.');
    return path;
  }

  /** An ended one is not told of any more. */
  forget(transferId: number): void {
    if (!isInProgress(this.find(transferId).state)) this.all.delete(transferId);
  }

  private find(transferId: number): Going {
    const going = this.all.get(transferId);
    if (!going) throw new AppError('missing', `There is no transfer ${transferId}.`);
    return going;
  }

  private progress(going: Going, progress: Progress): void {
    going.state.progress = progress;
    going.timer ??= setTimeout(() => {
      going.timer = undefined;
      this.tell({ ...going.state });
    }, TELL_EVERY_MS);
  }

  private end(going: Going, change: Partial<Transfer>): void {
    clearTimeout(going.timer);
    Object.assign(going.state, change);
    this.tell({ ...going.state });
    const ended = this.list().filter((transfer) => !isInProgress(transfer));
    for (const { transferId } of ended.slice(0, -KEPT)) this.all.delete(transferId);
  }
}
