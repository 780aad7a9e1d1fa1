import { createHash } from 'node:crypto';
import { access, readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type RecipeId, recipeIdSchema } from '@shared/images/recipe-id';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { z } from 'zod';
import { jsonOf } from '../files/json-text';
import { parentPathOf } from '../files/parent-path';

/** Placeholder in a recipe.json for the Debian release to build on, see lttng-generation.ts. */
const SUITE = '{suite}';

/** Schema of images/ID/recipe.json, which describes the image and its base. */
const recipeFactsSchema = z.strictObject({
  title: z.string(),
  name: z.string(),
  tag: z.string(),
  /** Contents of the image, one line each. */
  holds: z.array(z.string()),
  /** Another recipe, or a registry's image, with the Debian suite that replaces it when no registry answers. */
  base: z.union([
    z.strictObject({ recipe: recipeIdSchema }),
    z.strictObject({ registry: z.string(), suite: z.string().regex(/^[a-z]+$/) }),
  ]),
  /** The default command. */
  command: z.array(z.string()).min(1),
});

export interface Recipe extends z.infer<typeof recipeFactsSchema> {
  id: RecipeId;
  /** The build context. */
  dir: string;
  /** `name:tag`. */
  reference: string;
}

/**
 * Finds the folder of the app's recipes: images/ in CONTAINERS_TRACE_ROOT, else in the app's folder.
 * @throws AppError `missing` when neither exists
 */
export async function findImagesDir(appRoot: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const candidates = [env['CONTAINERS_TRACE_ROOT'], appRoot].filter((root): root is string => Boolean(root));
  for (const root of candidates) {
    const dir = join(root, 'images');
    const found = await access(join(dir, 'base', 'recipe.json')).then(
      () => true,
      () => false,
    );
    if (found) return dir;
  }
  throw new AppError(
    'missing',
    `The image recipes are not in ${candidates.map((c) => join(c, 'images')).join(' or ')}.`,
    {
      hint: 'Set CONTAINERS_TRACE_ROOT to the folder that contains `images`.',
    },
  );
}

/**
 * @param suite the Debian release to build on
 * @throws AppError `missing` (no such folder), `config` (recipe.json is not valid)
 */
export async function loadRecipe(imagesDir: string, id: RecipeId, suite: string): Promise<Recipe> {
  const dir = join(imagesDir, id);
  const file = join(dir, 'recipe.json');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('missing', `The image recipe ${file} cannot be read.`, { cause });
  });
  const facts = parseOrThrow(recipeFactsSchema, jsonOf(text.replaceAll(SUITE, suite), file), file);
  return { ...facts, id, dir, reference: `${facts.name}:${facts.tag}` };
}

/** Hash of a recipe, 16 hex digits. Covers the path and content of every file, and the hash of the base. */
export async function recipeHash(recipe: Recipe, baseHash: string): Promise<string> {
  const hash = createHash('sha256').update(`${baseHash}\n`);
  const entries = await readdir(recipe.dir, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(parentPathOf(entry), entry.name));
  for (const file of files.sort()) {
    const content = await readFile(file);
    hash.update(`${relative(recipe.dir, file)}\n${content.length}\n`).update(content);
  }
  return hash.digest('hex').slice(0, 16);
}
