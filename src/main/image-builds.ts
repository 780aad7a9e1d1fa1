import type { Core } from '@core/core';
import type { EngineId } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import type { ImageBuildEvent, RunningBuild } from '@shared/ipc/channels/images';
import { AppError, toAppError } from '@shared/model/app-error';

/** What a page that was reloaded gets to see; a build prints a few hundred. */
const KEPT_LINES = 500;
/** Compilers print faster than a page can draw. */
const TELL_EVERY_MS = 100;

interface Going {
  state: RunningBuild;
  cancel: AbortController;
  /** Lines that were not told yet. */
  untold: string[];
  timer: NodeJS.Timeout | undefined;
  over: Promise<void>;
}

type Built = Awaited<ReturnType<Core['build']>>;

/** The image builds that go on: one of each recipe on each engine. In main, so that they outlive a page that is reloaded. */
export class ImageBuilds {
  private readonly going = new Map<string, Going>();

  constructor(
    private readonly work: Core['build'],
    private readonly tell: (event: ImageBuildEvent) => void,
  ) {}

  /** @throws AppError `config` while the same goes on; else what Core.build throws */
  async start(engine: EngineId, recipe: RecipeId): Promise<Built> {
    const key = keyOf(engine, recipe);
    if (this.going.has(key))
      throw new AppError('config', 'This image is being built already.', {
        hint: 'Wait for its end, or cancel it first.',
      });
    const state = { engine, recipe, startedAt: Date.now(), cancelling: false, lines: [], droppedLines: 0 };
    const going: Going = {
      state,
      cancel: new AbortController(),
      untold: [],
      timer: undefined,
      over: Promise.resolve(),
    };
    this.going.set(key, going);
    this.tell({ type: 'started', engine, recipe, startedAt: state.startedAt });
    const built = this.work(engine, recipe, (line) => this.take(going, line), going.cancel.signal);
    going.over = built.then(
      () => this.end(going, 'built', null),
      (error: unknown) => this.end(going, going.cancel.signal.aborted ? 'cancelled' : 'failed', toAppError(error)),
    );
    await going.over;
    return built;
  }

  /** Resolves when the build has ended and what it had made is gone. @throws AppError `missing` when it does not go on */
  async cancel(engine: EngineId, recipe: RecipeId): Promise<void> {
    const going = this.going.get(keyOf(engine, recipe));
    if (!going) throw new AppError('missing', 'This image is not being built.');
    going.state.cancelling = true;
    going.cancel.abort();
    await going.over;
  }

  list(): RunningBuild[] {
    for (const going of this.going.values()) this.flush(going);
    return [...this.going.values()].map(({ state }) => ({ ...state, lines: [...state.lines] }));
  }

  private take(going: Going, line: string): void {
    const { state } = going;
    state.lines.push(line);
    if (state.lines.length > KEPT_LINES) {
      state.lines.shift();
      state.droppedLines += 1;
    }
    going.untold.push(line);
    going.timer ??= setTimeout(() => this.flush(going), TELL_EVERY_MS);
  }

  private flush(going: Going): void {
    clearTimeout(going.timer);
    going.timer = undefined;
    const { engine, recipe } = going.state;
    const lines = going.untold.splice(0);
    if (lines.length > 0) this.tell({ type: 'lines', engine, recipe, lines });
  }

  private end(going: Going, outcome: 'built' | 'cancelled' | 'failed', error: AppError | null): void {
    const { engine, recipe } = going.state;
    this.flush(going);
    this.going.delete(keyOf(engine, recipe));
    // The clean-up after a cancel can fail, too; a plain cancel is no error.
    const told = outcome === 'cancelled' && error?.code === 'cancelled' ? null : error;
    this.tell({ type: 'ended', engine, recipe, outcome, error: told?.toData() ?? null });
  }
}

const keyOf = (engine: EngineId, recipe: RecipeId): string => `${engine} ${recipe}`;
