import { RECIPE_LABEL } from '@core/images/build-demo';
import { choosePath } from '../choose-path';
import type { HandlersOf } from '../handler-context';

export const imageHandlers: HandlersOf<'images'> = ({ core, builds, instrumentBuild, window }) => ({
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
  'images:watchable': (query) => core.watchable(query),
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
  'images:choose-context': async () =>
    (await choosePath({ window }, { title: 'Folder of the Containerfile', properties: ['openDirectory'] })) ?? null,
  'images:instrument': async (request) => {
    await instrumentBuild.start(request);
    return null;
  },
  'images:cancel-instrument': async () => {
    await instrumentBuild.cancel();
    return null;
  },
  'images:instrumenting': async () => instrumentBuild.current(),
});
