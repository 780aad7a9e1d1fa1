import { z } from 'zod';

/** The images that ship with the product as recipes: one folder each in images/. */
export const recipeIdSchema = z.enum(['base', 'demo'], 'a recipe is one of: base, demo');
export type RecipeId = z.infer<typeof recipeIdSchema>;
