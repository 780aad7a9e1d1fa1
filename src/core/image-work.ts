import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecipeId } from '@shared/images/recipe-id';
import type { RecipeRow } from '@shared/ipc/channels/images';
import type { UndoAction } from '@shared/planning/step';
import { suiteFor } from '@shared/tracing/lttng-generation';
import type { CoreContext } from './core-context';
import type { ImageSummary } from './engines/engine';
import { ensureImage } from './images/build-demo';
import { knownReports } from './images/known-reports';
import { recipeStates } from './images/recipe-states';
import { findImagesDir } from './images/recipes';
import { promised } from './journal/journal';
import { inspectImageJournaled } from './runs/planning/image-inspection';
import { probeTracer } from './tracer/tracer-state';
import { neverCancelled } from './until-closing';

/** What the engines hold, what is in it, and what they are given to hold. */
export interface ImageWork {
  images(engine: EngineId, signal?: AbortSignal): Promise<ImageSummary[]>;
  /** What earlier looks found out about images, by their ids; nothing is looked into for it. */
  imageReports(ids: readonly string[]): Promise<ReadonlyMap<string, ImageReport>>;
  /** Looks into an image, without running anything of it. */
  inspect(engine: EngineId, image: string, signal?: AbortSignal): Promise<ImageReport>;
  /** The images that ship as recipes, and whether the engine holds them as they are now. */
  recipes(engine: EngineId, signal?: AbortSignal): Promise<RecipeRow[]>;
  /** Also ends with `cancelled`, and leaves nothing, when the core closes. */
  build(
    engine: EngineId,
    recipe: RecipeId,
    onProgress: (line: string) => void,
    signal: AbortSignal,
    /** Where another engine's image of it is taken from; left out: it is built. */
    from?: string,
  ): Promise<{ reference: string; imageId: string; built: boolean }>;
}

export function imageWork({ options, library, resources, untilClosing }: CoreContext): ImageWork {
  return {
    images: (engine, signal = neverCancelled) => resources.engine(engine).images(signal),
    imageReports: (ids) => knownReports(options.cacheDir, ids),
    inspect: (engine, image, signal = neverCancelled) =>
      untilClosing.run(signal, (ended) => inspectImageJournaled(engine, image, resources.runDeps(), ended)),
    recipes: async (engine, signal = neverCancelled) =>
      recipeStates(
        await findImagesDir(options.appRoot),
        await suiteHere(),
        await resources.engine(engine).images(signal),
      ),
    build: (engine, recipe, onProgress, cancel, from) =>
      untilClosing.run(cancel, async (signal) => {
        const imagesDir = await findImagesDir(options.appRoot);
        const { cacheDir } = options;
        const promise = (undo: UndoAction): (() => void) => promised(library.dir, resources.runtimeDir(), undo);
        return ensureImage(resources.engine(engine), recipe, {
          imagesDir,
          cacheDir,
          suite: await suiteHere(),
          onProgress,
          signal,
          promise,
          from,
        });
      }),
  };
}

/** The Debian release whose LTTng meets the one of this machine. */
const suiteHere = async (): Promise<string> => suiteFor((await probeTracer(process.getuid?.() ?? 0)).version);
