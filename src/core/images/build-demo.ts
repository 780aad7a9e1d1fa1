import { randomBytes } from 'node:crypto';
import type { Engine } from '@core/engines/engine';
import { engineLanguage } from '@shared/engines/registry';
import type { RecipeId } from '@shared/images/recipe-id';
import { AppError, toAppError } from '@shared/model/app-error';
import { oneLine } from '@shared/model/plain-text';
import { ensureBaseImage } from './base-image';
import type { BuildOptions } from './build-options';
import { loadRecipe, type Recipe, recipeHash } from './recipes';
import { BUILD_LABEL, endBuild } from './stage-leftovers';

/** On an image that we built: the hash of the recipe it is made of. */
export const RECIPE_LABEL = 'containers-trace.recipe';

const BUILD_LIMIT_MS = 30 * 60_000;

export interface EnsuredImage {
  recipe: Recipe;
  reference: string;
  /** The engine's id of it. */
  imageId: string;
  /** False: it was there and up to date. */
  built: boolean;
}

/**
 * Makes sure that the engine holds the image of a recipe as the recipe is now; builds it and what it stands on if not.
 * What a cancelled or failed build leaves unnamed is removed; finished images under it stay for the next try.
 * @throws AppError `cancelled`, `command` (a step failed), `missing` (no registry and no mmdebstrap), `denied`
 */
export async function ensureImage(engine: Engine, id: RecipeId, options: BuildOptions): Promise<EnsuredImage> {
  const { recipe, hash } = await hashedRecipe(options.imagesDir, id, options.suite);
  if (options.from !== undefined) return takenOver(engine, recipe, hash, options.from, options);
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
 * What another engine built of the same recipe, taken over.
 * @throws AppError `config` where the engine takes nothing over, or it is not the image of the recipe as it is now
 */
async function takenOver(
  engine: Engine,
  recipe: Recipe,
  hash: string,
  from: string,
  options: BuildOptions,
): Promise<EnsuredImage> {
  const { title, imageSources } = engineLanguage(engine.id);
  if (!imageSources.some((source) => from.startsWith(source) && from.length > source.length))
    throw new AppError('config', `${title} cannot take an image over from ${oneLine(from).slice(0, 200)}.`, {
      hint:
        imageSources.length > 0
          ? `Name a source that begins with ${imageSources.join(' or ')}.`
          : 'Leave --from out: it builds the image itself.',
    });
  const imageId = await build(engine, recipe, hash, '', options);
  if (await upToDate(engine, recipe.reference, hash, options.signal))
    return { recipe, reference: recipe.reference, imageId, built: true };
  await engine.removeImage(recipe.reference);
  throw new AppError(
    'config',
    `What ${oneLine(from).slice(0, 200)} holds is not ${recipe.reference} as its recipe is now.`,
    {
      hint: 'Build it anew where it comes from, or leave --from out. It was removed again.',
    },
  );
}

/** A recipe and the hash that an image of it carries as the recipe is now, with what it stands on. */
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

async function upToDate(
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
  const limit = AbortSignal.timeout(BUILD_LIMIT_MS);
  options.onProgress(
    options.from === undefined ? `Building ${recipe.reference} on ${base}` : `Taking ${recipe.reference} over`,
  );
  const kept = options.promise({ kind: 'end-build', engine: engine.id, buildId });
  try {
    return await engine.build({
      contextDir: recipe.dir,
      tag: recipe.reference,
      buildArgs: { BASE: base, BUILD_ID: buildId, ...proxyArgs(process.env) },
      labels: { [RECIPE_LABEL]: hash, [BUILD_LABEL]: buildId },
      from: options.from,
      onProgress: options.onProgress,
      signal: AbortSignal.any([options.signal, limit]),
    });
  } catch (error) {
    if (!limit.aborted || options.signal.aborted) throw toAppError(error);
    throw new AppError(
      'command',
      `Building ${recipe.reference} did not end within ${BUILD_LIMIT_MS / 60_000} minutes.`,
      {
        cause: error,
      },
    );
  } finally {
    // The outcome of the build matters more: what could not be removed is told, stays promised, and the next build tries again.
    await endBuild(engine, buildId).then(kept, (error: unknown) =>
      options.onProgress(`What the build left could not be removed: ${toAppError(error).message}`),
    );
  }
}

/** Both builders know these arguments without a declaration and keep them out of the image's history. */
function proxyArgs(env: NodeJS.ProcessEnv): Record<string, string> {
  const names = ['http_proxy', 'https_proxy', 'no_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = env[name];
      return value ? [[name, value]] : [];
    }),
  );
}
