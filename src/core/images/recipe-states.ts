import { type RecipeId, recipeIdSchema } from '@shared/images/recipe-id';
import type { RecipeRow } from '@shared/ipc/channels/images';
import type { ImageSummary } from '../engines/engine';
import { hashedRecipe, RECIPE_LABEL } from './build-demo';

/** Every recipe, and whether one of the images was built from its current version. */
export const recipeStates = (imagesDir: string, suite: string, images: readonly ImageSummary[]): Promise<RecipeRow[]> =>
  Promise.all(recipeIdSchema.options.map((id) => stateOf(imagesDir, id, suite, images)));

async function stateOf(
  imagesDir: string,
  id: RecipeId,
  suite: string,
  images: readonly ImageSummary[],
): Promise<RecipeRow> {
  const { recipe, hash } = await hashedRecipe(imagesDir, id, suite);
  const image = images.find((one) => one.names.includes(recipe.reference));
  const state = !image ? 'missing' : image.labels[RECIPE_LABEL] === hash ? 'ready' : 'old';
  return { id, title: recipe.title, reference: recipe.reference, holds: recipe.holds, state };
}
