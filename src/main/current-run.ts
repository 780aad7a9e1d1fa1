import type { RunHandle } from '@core/core';
import { AppError } from '@shared/model/app-error';
import type { RunEvent } from '@shared/model/run-event';
import type { RunConfig } from '@shared/request/run-config';
import { OutputBatch } from './output-batch';
import { RunHistory } from './run-history';

export type BeginRun = (observe: (event: RunEvent) => void) => RunHandle;

/** The current run, or the last one. It is kept in the main process, so that it survives a crash or reload of the page. */
export class CurrentRun {
  private readonly history = new RunHistory();
  private readonly batch: OutputBatch;
  private handle: RunHandle | null = null;
  private finished: Promise<void> = Promise.resolve();

  private readonly followers = new Set<(event: RunEvent) => void>();
  /** The request may contain secret values, so it is sent to no page and written to no disk. */
  private last: { runId: string; config: RunConfig } | null = null;

  constructor() {
    this.batch = new OutputBatch((event) => {
      this.history.add(event);
      for (const follower of this.followers) follower(event);
    });
  }

  /** Reports every event from now on. @returns a function that stops it */
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

  /** @throws AppError `missing` when the run is not the last one recorded from a request */
  requestOf(runId: string): RunConfig {
    if (this.last?.runId !== runId)
      throw new AppError('missing', `The run ${runId} is not the last one, so its request is not available.`);
    return this.last.config;
  }

  /** Starts a run. @throws AppError `config` while another one is running: the window records one at a time */
  start(begin: BeginRun): { runId: string } {
    if (this.handle)
      throw new AppError('config', 'A recording is already running.', {
        hint: 'Stop it first, or wait until it ends.',
      });
    const handle = begin((event) => this.batch.push(event));
    this.handle = handle;
    // The run's events report failures; only the end matters here.
    this.finished = handle.finished
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

  /** Stops the run and keeps the trace. @throws AppError `missing` when the run is not running */
  stop(runId: string): void {
    this.running(runId).stop('stop');
  }

  /** Saves the last seconds of a flight recorder. @throws AppError as RunHandle.snapshot; `missing` when the run is not running */
  async snapshot(runId: string): Promise<number> {
    return this.running(runId).snapshot();
  }

  /** Cancels the run and discards the trace. @throws AppError `missing` when the run is not running */
  cancel(runId: string): void {
    this.running(runId).cancel();
  }

  get runId(): string | null {
    return this.handle?.runId ?? null;
  }

  /** Resolves when no run is running; never rejects. */
  ended(): Promise<void> {
    return this.finished;
  }

  events(): RunEvent[] {
    this.batch.flush();
    return this.history.list();
  }

  private running(runId: string): RunHandle {
    if (this.handle?.runId !== runId) throw new AppError('missing', `The run ${runId} is not running.`);
    return this.handle;
  }
}
