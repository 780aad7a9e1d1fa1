import type { EngineId } from '@shared/engines/registry';
import type { ImageReport } from '@shared/images/image-report-schema';
import type { RecipeId } from '@shared/images/recipe-id';
import type { RecipeRow } from '@shared/ipc/channels/images';
import type { UndoAction } from '@shared/planning/step';
import { suiteFor } from '@shared/tracing/lttng-generation';
import type { CoreContext } from './core-context';
import type { ImageSummary } from './engines/engine';
import { ensureImage } from './images/build-demo';
import { type BuildNeeds, buildNeeds } from './images/build-needs';
import { knownReports } from './images/known-reports';
import { recipeStates } from './images/recipe-states';
import { findImagesDir } from './images/recipes';
import { promised } from './journal/journal';
import { inspectImageJournaled } from './runs/planning/image-inspection';
import { probeTracer } from './tracer/tracer-state';
import { neverCancelled } from './until-closing';

/** Lists, inspects and builds the images of the engines. */
export interface ImageWork {
  images(engine: EngineId, signal?: AbortSignal): Promise<ImageSummary[]>;
  /** The reports of earlier inspections, by image id. Inspects nothing. */
  imageReports(ids: readonly string[]): Promise<ReadonlyMap<string, ImageReport>>;
  /** Inspects an image without running any of its programs. */
  inspect(engine: EngineId, image: string, signal?: AbortSignal): Promise<ImageReport>;
  /** The images that ship as recipes, and whether the engine has an up-to-date build of each. */
  recipes(engine: EngineId, signal?: AbortSignal): Promise<RecipeRow[]>;
  /** What a build of an image would need now. Builds nothing. */
  buildNeeds(
    engine: EngineId,
    recipe: RecipeId,
    signal?: AbortSignal,
  ): Promise<{ reference: string; needs: BuildNeeds }>;
  /** Builds an image. Also ends with `cancelled`, and leaves nothing behind, when the core closes. */
  build(
    engine: EngineId,
    recipe: RecipeId,
    onProgress: (line: string) => void,
    signal: AbortSignal,
    /** The engine or file to import the image from; by default it is built. */
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
    buildNeeds: async (engine, recipe, signal = neverCancelled) =>
      buildNeeds(resources.engine(engine), recipe, {
        imagesDir: await findImagesDir(options.appRoot),
        cacheDir: options.cacheDir,
        suite: await suiteHere(),
        signal,
      }),
    build: (engine, recipe, onProgress, cancel, from) =>
      untilClosing.run(cancel, async (signal) => {
        const imagesDir = await findImagesDir(options.appRoot);
        const { cacheDir } = options;
        const promise = (title: string, undo: UndoAction): (() => void) =>
          promised(library.dir, resources.runtimeDir(), title, undo);
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

/** The Debian release whose LTTng-UST is compatible with this machine's LTTng. */
const suiteHere = async (): Promise<string> => suiteFor((await probeTracer(process.getuid?.() ?? 0)).version);
