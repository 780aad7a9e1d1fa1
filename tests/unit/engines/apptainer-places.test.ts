import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listApptainerImages } from '@core/engines/apptainer/images';
import { imagePlaces } from '@core/engines/apptainer/places';
import { expect, it, onTestFinished } from 'vitest';

it('are the cache, what the environment names, and what the settings name, each once', () => {
  const env = { CONTAINERS_TRACE_CACHE: '/cache', CONTAINERS_TRACE_IMAGES: '/by-env:relative:/both' };
  expect(imagePlaces(env, ['/both', '/set/'])).toEqual(['/cache/apptainer', '/by-env', '/both', '/set']);
  expect(imagePlaces({ CONTAINERS_TRACE_CACHE: '/cache' }, [])).toEqual(['/cache/apptainer']);
});

it('may be folders in which something else is, too', () => {
  const place = mkdtempSync(join(tmpdir(), 'ct-image-place-'));
  onTestFinished(() => rmSync(place, { recursive: true }));
  for (const path of ['localhost+mine=1/.singularity.d', 'plain/etc', 'plain/usr', 'project/bin', '.hidden/etc'])
    mkdirSync(join(place, path), { recursive: true });
  const names = listApptainerImages([join(place, 'gone'), place]).flatMap((image) => image.names);
  expect(names).toEqual(['localhost/mine:1', join(place, 'plain')]);
});
