import { cpSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engine } from '@core/engines/engine';
import { rootfsReference } from '@core/images/base-image';
import { hashedRecipe, RECIPE_LABEL } from '@core/images/build-demo';
import { buildNeeds } from '@core/images/build-needs';
import type { RecipeId } from '@shared/images/recipe-id';
import { AppError } from '@shared/model/app-error';
import { describe, expect, it } from 'vitest';
import { scratchFolder } from '../setup/scratch';

const scratch = scratchFolder();
const SUITE = 'bookworm';

/** The product's recipes, which the test may change. */
function recipes(): string {
  const dir = join(scratch.path, 'images');
  if (readdirSync(scratch.path).length === 0) {
    mkdirSync(dir);
    cpSync(join(import.meta.dirname, '../../../images'), dir, { recursive: true });
  }
  return dir;
}

/** An engine that has these images, with the hash of the recipe that each was built from. */
const engineWith = (images: Record<string, string | undefined>): Engine =>
  ({
    inspectImage: async (reference: string) => {
      if (!(reference in images)) throw new AppError('missing', 'No such image.');
      return { id: `id of ${reference}`, labels: { [RECIPE_LABEL]: images[reference] ?? '' } };
    },
  }) as unknown as Engine;

async function built(...ids: RecipeId[]): Promise<Record<string, string>> {
  const hashed = await Promise.all(ids.map((id) => hashedRecipe(recipes(), id, SUITE)));
  return Object.fromEntries(hashed.map(({ recipe, hash }) => [recipe.reference, hash]));
}

const needsOf = async (images: Record<string, string | undefined>): Promise<string> =>
  (
    await buildNeeds(engineWith(images), 'demo', {
      imagesDir: recipes(),
      suite: SUITE,
      cacheDir: join(scratch.path, 'cache'),
      signal: new AbortController().signal,
    })
  ).needs;

const change = (recipe: string): void => writeFileSync(join(recipes(), recipe, 'Containerfile'), 'FROM other\n');

describe('the demo image', () => {
  it('needs nothing while it is up to date, even without its base images', async () => {
    expect(await needsOf(await built('demo'))).toBe('nothing');
  });

  it('needs a build on the base that is here after a change of its recipe', async () => {
    const images = await built('demo', 'base');
    change('demo');
    expect(await needsOf(images)).toBe('build');
  });

  it('needs a base image if there is none, or if it was built from an older recipe', async () => {
    expect(await needsOf({})).toBe('base-image');
    const images = await built('demo', 'base');
    change('base');
    expect(await needsOf(images)).toBe('base-image');
  });

  it('needs only a build if the engine has the root file system that mmdebstrap created', async () => {
    expect(await needsOf({ [rootfsReference(SUITE)]: undefined })).toBe('build');
  });
});
