import type { RunHandle } from '@core/core';
import { AppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import { OutputBatch } from './output-batch';
import { RunHistory } from './run-history';

export type BeginRun = (observe: (event: RunEvent) => void) => RunHandle;

/** The run that is going on, or was the last. It lives in main, so that it outlives a page that crashes or is reloaded. */
export class CurrentRun {
  private readonly history = new RunHistory();
  private readonly batch: OutputBatch;
  private handle: RunHandle | null = null;
  private over: Promise<void> = Promise.resolve();

  constructor(private readonly tell: (event: RunEvent) => void) {
    this.batch = new OutputBatch((event) => {
      this.history.add(event);
      this.tell(event);
    });
  }

  /** @throws AppError `config` while another run goes on: the window records one at a time */
  start(begin: BeginRun): { runId: string } {
    if (this.handle)
      throw new AppError('config', 'A recording is going on already.', { hint: 'Stop it first, or wait for its end.' });
    const handle = begin((event) => this.batch.push(event));
    this.handle = handle;
    // What went wrong is told by the run's own events; here only its end matters.
    this.over = handle.finished
      .then(
        () => undefined,
        () => undefined,
      )
      .finally(() => {
        this.handle = null;
        this.batch.flush();
      });
    return { runId: handle.runId };
  }

  /** Stop and keep. @throws AppError `missing` when that run is not going on */
  stop(runId: string): void {
    this.running(runId).stop('stop');
  }

  /** Saves the last seconds of a flight recorder. @throws AppError as RunHandle.snapshot does, `missing` when that run is not going on */
  async snapshot(runId: string): Promise<number> {
    return this.running(runId).snapshot();
  }

  /** Cancel and discard. @throws AppError `missing` when that run is not going on */
  cancel(runId: string): void {
    this.running(runId).cancel();
  }

  get runId(): string | null {
    return this.handle?.runId ?? null;
  }

  /** Settles when no run goes on; never rejects. */
  ended(): Promise<void> {
    return this.over;
  }

  events(): RunEvent[] {
    this.batch.flush();
    return this.history.list();
  }

  private running(runId: string): RunHandle {
    if (this.handle?.runId !== runId) throw new AppError('missing', `The run ${runId} is not going on.`);
    return this.handle;
  }
}
