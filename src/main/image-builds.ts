import type { Core } from '@core/core';
import type { EngineId } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import type { ImageBuildEvent, RunningBuild } from '@shared/ipc/channels/images';
import { AppError, toAppError } from '@shared/model/app-error';

/** Lines that a reloaded page can show. A build prints a few hundred. */
const KEPT_LINES = 500;
/** Lines are sent in batches, because compilers print faster than a page can draw. */
const SEND_EVERY_MS = 100;

interface Build {
  state: RunningBuild;
  cancel: AbortController;
  /** Lines that were not sent yet. */
  unsent: string[];
  timer: NodeJS.Timeout | undefined;
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
    const state = { engine, recipe, startedAt: Date.now(), cancelling: false, lines: [], droppedLines: 0 };
    const build: Build = {
      state,
      cancel: new AbortController(),
      unsent: [],
      timer: undefined,
      done: Promise.resolve(),
    };
    this.running.set(key, build);
    this.emit({ type: 'started', engine, recipe, startedAt: state.startedAt });
    const built = this.work(engine, recipe, (line) => this.addLine(build, line), build.cancel.signal);
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
    for (const build of this.running.values()) this.flush(build);
    return [...this.running.values()].map(({ state }) => ({ ...state, lines: [...state.lines] }));
  }

  private addLine(build: Build, line: string): void {
    const { state } = build;
    state.lines.push(line);
    if (state.lines.length > KEPT_LINES) {
      state.lines.shift();
      state.droppedLines += 1;
    }
    build.unsent.push(line);
    build.timer ??= setTimeout(() => this.flush(build), SEND_EVERY_MS);
  }

  private flush(build: Build): void {
    clearTimeout(build.timer);
    build.timer = undefined;
    const { engine, recipe } = build.state;
    const lines = build.unsent.splice(0);
    if (lines.length > 0) this.emit({ type: 'lines', engine, recipe, lines });
  }

  private end(build: Build, outcome: 'built' | 'cancelled' | 'failed', error: AppError | null): void {
    const { engine, recipe } = build.state;
    this.flush(build);
    this.running.delete(keyOf(engine, recipe));
    // A cancelled build is no error, but its cleanup can fail.
    const reported = outcome === 'cancelled' && error?.code === 'cancelled' ? null : error;
    this.emit({ type: 'ended', engine, recipe, outcome, error: reported?.toData() ?? null });
  }
}

const keyOf = (engine: EngineId, recipe: RecipeId): string => `${engine} ${recipe}`;
