import type { Engine } from '@core/engines/engine';
import type { RecipeId } from '@shared/images/recipe-id';
import { heldBaseImage } from './base-image';
import { hasRootfs } from './base-rootfs';
import { hashedRecipe, upToDate } from './build-demo';
import type { BuildOptions } from './build-options';

/** `nothing`: the image is up to date · `build`: a build on a base that is here · `base-image`: also a registry or mmdebstrap. */
export type BuildNeeds = 'nothing' | 'build' | 'base-image';

/** What ensureImage would need now. Builds and pulls nothing. @throws AppError of the engine */
export async function buildNeeds(
  engine: Engine,
  id: RecipeId,
  options: Pick<BuildOptions, 'imagesDir' | 'suite' | 'cacheDir' | 'signal'>,
): Promise<{ reference: string; needs: BuildNeeds }> {
  const { recipe, hash } = await hashedRecipe(options.imagesDir, id, options.suite);
  const { reference, base } = recipe;
  if (await upToDate(engine, reference, hash, options.signal)) return { reference, needs: 'nothing' };
  if ('recipe' in base) {
    const { needs } = await buildNeeds(engine, base.recipe, options);
    return { reference, needs: needs === 'nothing' ? 'build' : needs };
  }
  const held = await heldBaseImage(engine, base, options.signal);
  const isHere = held !== undefined || (await hasRootfs({ ...options, suite: base.suite }));
  return { reference, needs: isHere ? 'build' : 'base-image' };
}
