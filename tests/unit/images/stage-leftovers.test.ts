import type { Engine, ImageSummary } from '@core/engines/engine';
import { BUILD_LABEL, endBuild } from '@core/images/stage-leftovers';
import { describe, expect, it } from 'vitest';

const OURS = '0123456789abcdef';
const OTHERS = 'fedcba9876543210';
const HOUR_MS = 60 * 60_000;

const image = (id: string, build: string | undefined, ageMs = 0, names: string[] = []): ImageSummary => ({
  id: `sha256:${id}`,
  names,
  sizeBytes: 1,
  createdAt: new Date(Date.now() - ageMs).toISOString(),
  labels: build === undefined ? {} : { [BUILD_LABEL]: build },
});

/** Ends a build in an engine with these images. @returns the ids of the removed images */
async function removedAfter(images: ImageSummary[], resultId?: string, inUse: string[] = []): Promise<string[]> {
  const removed: string[] = [];
  const engine: Pick<Engine, 'endBuild' | 'images' | 'removeImage'> = {
    endBuild: async () => undefined,
    images: async () => images.filter(({ id }) => !removed.includes(id)),
    removeImage: async (id) => {
      if (inUse.includes(id)) throw new Error('conflict: image is being used by running container');
      removed.push(id);
    },
  };
  await endBuild(engine as Engine, OURS, resultId);
  return removed;
}

describe('the end of a build in an engine that several users share', () => {
  it('removes the unnamed stages of the build, and no image with a name, of another build or of others', async () => {
    const images = [
      image('stage', OURS),
      image('named', OURS, 0, ['localhost/demo:1']),
      image('running', OTHERS),
      image('foreign', undefined, 10 * HOUR_MS),
    ];
    expect(await removedAfter(images)).toEqual(['sha256:stage']);
  });

  it('keeps the image that it built if a build at the same time took its name', async () => {
    expect(await removedAfter([image('built', OURS), image('stage', OURS)], 'sha256:built')).toEqual(['sha256:stage']);
  });

  it('removes what a build left long ago, and does not wait for an image that is in use', async () => {
    const images = [image('old', OTHERS, 2 * HOUR_MS), image('recorded', OTHERS, 2 * HOUR_MS)];
    expect(await removedAfter(images, undefined, ['sha256:recorded'])).toEqual(['sha256:old']);
  });
});
