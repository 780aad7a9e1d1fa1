import { DEFAULT_SETTINGS } from '@shared/model/settings';
import { EMPTY_DRAFT, emptyDraft } from '@shared/request/draft/starting-draft';
import { expect, it } from 'vitest';

it('an empty form starts with the defaults of the settings', () => {
  expect(emptyDraft(DEFAULT_SETTINGS.defaults)).toEqual(EMPTY_DRAFT);
  expect(
    emptyDraft({
      engine: 'docker',
      buffers: { count: 16, sizeKiB: 2048 },
      limits: { maxDurationS: 300, maxSizeBytes: 2 * 1024 ** 3, diskFloorBytes: 512 * 1024 ** 2 },
    }),
  ).toMatchObject({
    engine: 'docker',
    recording: { buffers: { count: 16, sizeKiB: 2048 } },
    maxDurationS: '5 min',
    maxSizeMiB: '2 GiB',
    diskFloorMiB: '512',
  });
});
