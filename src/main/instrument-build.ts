import type { Core } from '@core/core';
import type { InstrumentResult } from '@shared/instrument/instrument-report';
import type { InstrumentRequest } from '@shared/instrument/instrument-request';
import type { InstrumentEvent, RunningInstrument } from '@shared/ipc/channels/images';
import { AppError, toAppError } from '@shared/model/app-error';
import { BuildLines } from './build-lines';

interface Running {
  state: Omit<RunningInstrument, 'lines' | 'droppedLines'>;
  cancel: AbortController;
  output: BuildLines;
  done: Promise<void>;
}

/** The build with instrumented compilers; one at a time. It is kept in the main process, so that it survives a reload. */
export class InstrumentBuild {
  #running: Running | undefined;

  constructor(
    private readonly work: Core['instrument'],
    private readonly emit: (event: InstrumentEvent) => void,
  ) {}

  /** @throws AppError `config` while another build is running; else what Core.instrument throws */
  async start(request: InstrumentRequest): Promise<InstrumentResult> {
    if (this.#running)
      throw new AppError('config', `${this.#running.state.tag} is being built.`, {
        hint: 'Wait until the build ends, or cancel it first.',
      });
    const { engine, tag } = request;
    const state = { engine, tag, startedAt: Date.now(), cancelling: false };
    const output = new BuildLines((lines) => this.emit({ type: 'lines', lines }));
    const running: Running = { state, cancel: new AbortController(), output, done: Promise.resolve() };
    this.#running = running;
    this.emit({ type: 'started', engine, tag, startedAt: state.startedAt });
    const built = this.work(request, (line) => output.add(line), running.cancel.signal);
    running.done = built.then(
      (result) => this.#end(running, { outcome: 'built', result, error: null }),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        const isCancelled = running.cancel.signal.aborted && error.code === 'cancelled';
        this.#end(running, {
          outcome: running.cancel.signal.aborted ? 'cancelled' : 'failed',
          result: null,
          error: isCancelled ? null : error.toData(),
        });
      },
    );
    await running.done;
    return built;
  }

  /** Cancels the build. Resolves when the cleanup is done. @throws AppError `missing` when none is running */
  async cancel(): Promise<void> {
    const running = this.#running;
    if (!running) throw new AppError('missing', 'No image is being instrumented.');
    running.state.cancelling = true;
    running.cancel.abort();
    await running.done;
  }

  current(): RunningInstrument | null {
    if (!this.#running) return null;
    const { state, output } = this.#running;
    output.flush();
    return { ...state, lines: [...output.lines], droppedLines: output.droppedLines };
  }

  #end(running: Running, end: Omit<Extract<InstrumentEvent, { type: 'ended' }>, 'type'>): void {
    running.output.flush();
    this.#running = undefined;
    this.emit({ type: 'ended', ...end });
  }
}
