import { RECIPE_LABEL } from '@core/images/build-demo';
import type { HandlersOf } from '../handler-parts';

export const imageHandlers: HandlersOf<'images'> = ({ core }) => ({
  'images:list': async ({ engine }) => {
    const images = await core.images(engine);
    return images.map(({ id, names, sizeBytes, createdAt, labels }) => ({
      id,
      names,
      sizeBytes,
      createdAt,
      recipeHash: labels[RECIPE_LABEL] ?? null,
    }));
  },
});
