import type { ImageRow, RecipeRow } from '@shared/ipc/channels/images';

/** An option: a name of an image in the engine, or a recipe that is not built yet. */
export interface ImageOption {
  reference: string;
  image: ImageRow | null;
  recipe: RecipeRow | null;
}

/** Lists the product's images first, then every name of every image, the newest first. Images without a name are omitted. */
export function imageOptions(rows: readonly ImageRow[], recipes: readonly RecipeRow[]): ImageOption[] {
  const recipeOf = (reference: string): RecipeRow | null =>
    recipes.find((recipe) => recipe.reference === reference) ?? null;
  const held = rows
    .flatMap((image) => image.names.map((reference) => ({ reference, image, recipe: recipeOf(reference) })))
    .sort((a, b) => b.image.createdAt.localeCompare(a.image.createdAt) || a.reference.localeCompare(b.reference));
  const missing = recipes
    .filter((recipe) => recipe.state === 'missing')
    .map((recipe) => ({ reference: recipe.reference, image: null, recipe }));
  const ours = [...missing, ...held.filter(({ recipe }) => recipe !== null)];
  ours.sort((a, b) => orderOf(recipes, a) - orderOf(recipes, b));
  return [...ours, ...held.filter(({ recipe }) => recipe === null)];
}

/** The demo comes before the base that it uses: recipes are listed bottom up. */
const orderOf = (recipes: readonly RecipeRow[], option: ImageOption): number =>
  -recipes.findIndex((recipe) => recipe.id === option.recipe?.id);

/** Filters options: the name must contain every typed word. */
export function filterOptions(options: readonly ImageOption[], typed: string): readonly ImageOption[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return options;
  return options.filter(({ reference }) => words.every((word) => reference.toLowerCase().includes(word)));
}
