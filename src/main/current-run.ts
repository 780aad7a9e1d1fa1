import type { RunHandle } from '@core/core';
import { AppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { RunConfig } from '@shared/request/run-config';
import { OutputBatch } from './output-batch';
import { RunHistory } from './run-history';

export type BeginRun = (observe: (event: RunEvent) => void) => RunHandle;

/** The run that is going on, or was the last. It lives in main, so that it outlives a page that crashes or is reloaded. */
export class CurrentRun {
  private readonly history = new RunHistory();
  private readonly batch: OutputBatch;
  private handle: RunHandle | null = null;
  private over: Promise<void> = Promise.resolve();

  private readonly followers = new Set<(event: RunEvent) => void>();
  /** Kept here because a request may hold secret values, which go to no page and no disk. */
  private last: { runId: string; config: RunConfig } | null = null;

  constructor() {
    this.batch = new OutputBatch((event) => {
      this.history.add(event);
      for (const follower of this.followers) follower(event);
    });
  }

  /** Reports every event from now on. @returns ends it */
  follow(onEvent: (event: RunEvent) => void): () => void {
    this.followers.add(onEvent);
    return () => this.followers.delete(onEvent);
  }

  /** Starts a recording of a request, which `requestOf` returns until another one is started. @throws AppError as start() */
  record(config: RunConfig, begin: BeginRun): { runId: string } {
    const started = this.start(begin);
    this.last = { ...started, config };
    return started;
  }

  /** @throws AppError `missing` when that run is not the last one that was recorded from a request */
  requestOf(runId: string): RunConfig {
    if (this.last?.runId !== runId) throw new AppError('missing', `The run ${runId} is not the last one.`);
    return this.last.config;
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
