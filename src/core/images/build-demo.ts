import { randomBytes } from 'node:crypto';
import type { Engine } from '@core/engines/engine';
import { engineLanguage } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import { AppError, toAppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { oneLine } from '@shared/model/plain-text';
import { ensureBaseImage } from './base-image';
import type { BuildOptions } from './build-options';
import { loadRecipe, type Recipe, recipeHash } from './recipes';
import { BUILD_LABEL, endBuild } from './stage-leftovers';

/** Label of images that we built, with the hash of their recipe. */
export const RECIPE_LABEL = 'containers-trace.recipe';

const BUILD_LIMIT_MS = 30 * 60_000;

export interface EnsuredImage {
  recipe: Recipe;
  reference: string;
  /** The engine's id of the image. */
  imageId: string;
  /** False when the image existed and was up to date. */
  built: boolean;
}

/**
 * Ensures that the engine has an up-to-date image of a recipe. Builds the image and its base images if necessary.
 * Removes unnamed images of a cancelled or failed build, and keeps finished base images for the next attempt.
 * @throws AppError `cancelled`, `command` (a step failed), `missing` (no registry and no mmdebstrap), `denied`
 */
export async function ensureImage(engine: Engine, id: RecipeId, options: BuildOptions): Promise<EnsuredImage> {
  const { recipe, hash } = await hashedRecipe(options.imagesDir, id, options.suite);
  if (options.from !== undefined) return importImage(engine, recipe, hash, options.from, options);
  const imageId = await upToDate(engine, recipe.reference, hash, options.signal);
  if (imageId) return { recipe, reference: recipe.reference, imageId, built: false };
  const base =
    'recipe' in recipe.base
      ? (await ensureImage(engine, recipe.base.recipe, options)).reference
      : await ensureBaseImage(engine, recipe.base, options);
  const built = await build(engine, recipe, hash, base, options);
  return { recipe, reference: recipe.reference, imageId: built, built: true };
}

/**
 * Imports the image that another engine built from the same recipe.
 * @throws AppError `config` for a source that the engine does not support, or an image that does not match the current recipe
 */
async function importImage(
  engine: Engine,
  recipe: Recipe,
  hash: string,
  from: string,
  options: BuildOptions,
): Promise<EnsuredImage> {
  const { title, imageSources } = engineLanguage(engine.id);
  if (!imageSources.some((source) => from.startsWith(source) && from.length > source.length))
    throw new AppError('config', `${title} cannot import an image from ${oneLine(from).slice(0, 200)}.`, {
      hint:
        imageSources.length > 0
          ? `Name a source that starts with ${imageSources.join(' or ')}.`
          : 'Omit --from, so that the engine builds the image.',
    });
  const imageId = await build(engine, recipe, hash, '', options);
  if (await upToDate(engine, recipe.reference, hash, options.signal))
    return { recipe, reference: recipe.reference, imageId, built: true };
  await engine.removeImage(recipe.reference);
  throw new AppError(
    'config',
    `The image in ${oneLine(from).slice(0, 200)} does not match the current recipe of ${recipe.reference}, so it was not kept.`,
    {
      hint: 'Rebuild the image at its source, or omit --from.',
    },
  );
}

/** Loads a recipe. @returns the recipe, and the current hash of the recipe and its base */
export async function hashedRecipe(
  imagesDir: string,
  id: RecipeId,
  suite: string,
): Promise<{ recipe: Recipe; hash: string }> {
  const recipe = await loadRecipe(imagesDir, id, suite);
  const { base } = recipe;
  const baseHash = 'recipe' in base ? (await hashedRecipe(imagesDir, base.recipe, suite)).hash : base.registry;
  return { recipe, hash: await recipeHash(recipe, baseHash) };
}

/** @returns the id of the engine's image if it was built from this version of the recipe */
export async function upToDate(
  engine: Engine,
  reference: string,
  hash: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  try {
    const details = await engine.inspectImage(reference, signal);
    return details.labels[RECIPE_LABEL] === hash ? details.id : undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return undefined;
    throw error;
  }
}

async function build(
  engine: Engine,
  recipe: Recipe,
  hash: string,
  base: string,
  options: BuildOptions,
): Promise<string> {
  const buildId = randomBytes(8).toString('hex');
  const limit = awakeLimit(BUILD_LIMIT_MS);
  options.onProgress(
    options.from === undefined ? `Building ${recipe.reference} on ${base}` : `Importing ${recipe.reference}`,
  );
  const kept = options.promise(`Build ${recipe.reference}`, { kind: 'end-build', engine: engine.id, buildId });
  let imageId: string | undefined;
  try {
    imageId = await engine.build({
      contextDir: recipe.dir,
      tag: recipe.reference,
      buildArgs: { BASE: base, BUILD_ID: buildId, ...proxyArgs(process.env) },
      labels: { [RECIPE_LABEL]: hash, [BUILD_LABEL]: buildId },
      from: options.from,
      onProgress: options.onProgress,
      signal: AbortSignal.any([options.signal, limit.signal]),
    });
    return imageId;
  } catch (error) {
    if (!limit.isOver || options.signal.aborted) throw toAppError(error);
    throw new AppError(
      'command',
      `The build of ${recipe.reference} did not end within ${BUILD_LIMIT_MS / 60_000} minutes.`,
      {
        cause: error,
      },
    );
  } finally {
    limit.clear();
    // Only reports a failed cleanup, so that the outcome of the build is kept. The journal keeps the undo for the next attempt.
    await endBuild(engine, buildId, imageId).then(kept, (error: unknown) =>
      options.onProgress(
        `Temporary images or containers of the build could not be removed: ${toAppError(error).message}`,
      ),
    );
  }
}

/** The proxy variables as build arguments. Engines predefine these arguments and omit them from the image's history. */
function proxyArgs(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
