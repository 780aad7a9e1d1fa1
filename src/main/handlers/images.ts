import { RECIPE_LABEL } from '@core/images/build-demo';
import type { HandlersOf } from '../handler-context';

export const imageHandlers: HandlersOf<'images'> = ({ core, builds }) => ({
  'images:list': async ({ engine }) => {
    const images = await core.images(engine);
    const reports = await core.imageReports(images.map(({ id }) => id));
    return images.map(({ id, names, sizeBytes, createdAt, labels }) => ({
      id,
      names,
      sizeBytes,
      createdAt,
      recipeHash: labels[RECIPE_LABEL] ?? null,
      report: reports.get(id) ?? null,
    }));
  },
  'images:look': ({ engine, image }) => core.inspect(engine, image),
  'images:recipes': ({ engine }) => core.recipes(engine),
  'images:build': async ({ engine, recipe }) => {
    const { reference, imageId, built } = await builds.start(engine, recipe);
    return { reference, imageId, built };
  },
  'images:cancel-build': async ({ engine, recipe }) => {
    await builds.cancel(engine, recipe);
    return null;
  },
  'images:builds': async () => builds.list(),
});
