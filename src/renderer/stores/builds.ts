import type { EngineId } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import type { ImageBuildEvent } from '@shared/ipc/channels/images';
import type { ErrorData } from '@shared/model/app-error';
import { create } from 'zustand';
import { ask, errorOf } from '../bridge';
import { texts } from '../texts/en';
import { announce, announceUrgently } from './announce';
import { withLines } from './bounded-lines';
import { useImages } from './images';

/** A running build, or a failed one that was not dismissed. */
export interface Build {
  engine: EngineId;
  recipe: RecipeId;
  state: 'building' | 'cancelling' | 'failed';
  /** Milliseconds since 1970. */
  startedAt: number;
  /** The last lines, and the number of lines before them. */
  lines: string[];
  droppedLines: number;
  error: ErrorData | null;
}

interface BuildsState {
  builds: Record<string, Build | undefined>;
  handle(event: ImageBuildEvent): void;
  /** Loads the builds from main after a reload. */
  reload(): Promise<void>;
  build(engine: EngineId, recipe: RecipeId): Promise<void>;
  cancel(engine: EngineId, recipe: RecipeId): Promise<void>;
  dismiss(engine: EngineId, recipe: RecipeId): void;
}

const keyOf = ({ engine, recipe }: { engine: EngineId; recipe: RecipeId }): string => `${engine} ${recipe}`;

export const useBuilds = create<BuildsState>()((set, get) => {
  const put = (key: string, build: Build | undefined): void => set({ builds: { ...get().builds, [key]: build } });
  const change = (key: string, next: Partial<Build>): void => {
    const build = get().builds[key];
    if (build) put(key, { ...build, ...next });
  };
  return {
    builds: {},
    handle(event) {
      const { engine, recipe } = event;
      const key = keyOf(event);
      const { images } = texts;
      if (event.type === 'started') {
        const { startedAt } = event;
        put(key, { engine, recipe, state: 'building', startedAt, lines: [], droppedLines: 0, error: null });
        announce(images.buildStarted);
        return;
      }
      if (event.type === 'lines') {
        const build = get().builds[key];
        if (build) change(key, withLines(build, event.lines));
        return;
      }
      if (event.error) {
        change(key, { state: 'failed', error: event.error });
        announceUrgently(event.error.message);
      } else {
        put(key, undefined);
        announce(event.outcome === 'built' ? images.buildDone : images.buildCancelled);
      }
      void useImages.getState().load(engine);
    },
    async reload() {
      for (const going of await ask('images:builds', null)) {
        const { engine, recipe, startedAt, cancelling, lines, droppedLines } = going;
        const state = cancelling ? 'cancelling' : 'building';
        put(keyOf(going), { engine, recipe, state, startedAt, lines, droppedLines, error: null });
      }
    },
    async build(engine, recipe) {
      try {
        await ask('images:build', { engine, recipe });
      } catch (thrown) {
        // A build that started has reported its end already. A refused build has not.
        const error = errorOf(thrown);
        if (error.code === 'config') announceUrgently(error.message);
      }
    },
    async cancel(engine, recipe) {
      change(keyOf({ engine, recipe }), { state: 'cancelling' });
      // Refused if the build has ended meanwhile, which its own event reports.
      await ask('images:cancel-build', { engine, recipe }).catch(() => undefined);
    },
    dismiss: (engine, recipe) => put(keyOf({ engine, recipe }), undefined),
  };
});
