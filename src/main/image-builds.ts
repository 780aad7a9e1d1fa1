import type { Core } from '@core/core';
import type { EngineId } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import type { ImageBuildEvent, RunningBuild } from '@shared/ipc/channels/images';
import { AppError, toAppError } from '@shared/model/app-error';
import { BuildLines } from './build-lines';

interface Build {
  state: Omit<RunningBuild, 'lines' | 'droppedLines'>;
  cancel: AbortController;
  output: BuildLines;
  done: Promise<void>;
}

type Built = Awaited<ReturnType<Core['build']>>;

/** The running image builds: at most one per recipe and engine. They are kept in the main process, so that they survive a reload. */
export class ImageBuilds {
  private readonly running = new Map<string, Build>();

  constructor(
    private readonly work: Core['build'],
    private readonly emit: (event: ImageBuildEvent) => void,
  ) {}

  /** Starts a build. @throws AppError `config` while the same build is running; else what Core.build throws */
  async start(engine: EngineId, recipe: RecipeId): Promise<Built> {
    const key = keyOf(engine, recipe);
    if (this.running.has(key))
      throw new AppError('config', 'This image is already being built.', {
        hint: 'Wait until the build ends, or cancel it first.',
      });
    const state = { engine, recipe, startedAt: Date.now(), cancelling: false };
    const output = new BuildLines((lines) => this.emit({ type: 'lines', engine, recipe, lines }));
    const build: Build = { state, cancel: new AbortController(), output, done: Promise.resolve() };
    this.running.set(key, build);
    this.emit({ type: 'started', engine, recipe, startedAt: state.startedAt });
    const built = this.work(engine, recipe, (line) => output.add(line), build.cancel.signal);
    build.done = built.then(
      () => this.end(build, 'built', null),
      (error: unknown) => this.end(build, build.cancel.signal.aborted ? 'cancelled' : 'failed', toAppError(error)),
    );
    await build.done;
    return built;
  }

  /** Cancels a build. Resolves when the cleanup is done. @throws AppError `missing` when it is not running */
  async cancel(engine: EngineId, recipe: RecipeId): Promise<void> {
    const build = this.running.get(keyOf(engine, recipe));
    if (!build) throw new AppError('missing', 'This image is not being built.');
    build.state.cancelling = true;
    build.cancel.abort();
    await build.done;
  }

  list(): RunningBuild[] {
    return [...this.running.values()].map(({ state, output }) => {
      output.flush();
      return { ...state, lines: [...output.lines], droppedLines: output.droppedLines };
    });
  }

  private end(build: Build, outcome: 'built' | 'cancelled' | 'failed', error: AppError | null): void {
    const { engine, recipe } = build.state;
    build.output.flush();
    this.running.delete(keyOf(engine, recipe));
    // A cancelled build is no error, but its cleanup can fail.
    const reported = outcome === 'cancelled' && error?.code === 'cancelled' ? null : error;
    this.emit({ type: 'ended', engine, recipe, outcome, error: reported?.toData() ?? null });
  }
}

const keyOf = (engine: EngineId, recipe: RecipeId): string => `${engine} ${recipe}`;
