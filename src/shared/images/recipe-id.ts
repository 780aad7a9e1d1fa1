import { z } from 'zod';

/** Recipes of the images that ship with the product. Each is a folder in images/. */
export const recipeIdSchema = z.enum(['base', 'demo'], 'a recipe is one of: base, demo');
export type RecipeId = z.infer<typeof recipeIdSchema>;
