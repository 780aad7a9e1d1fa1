import { isUnsupportedVolume, podmanBody } from '@shared/engines/podman-body';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const path = fc
  .array(fc.constantFrom('a', ',', '"', ':', '\n', '\r', '=', "'", ' ', '/', 'ro'), { minLength: 1, maxLength: 6 })
  .map((parts) => `/${parts.join('')}`);
const volume = fc.record({ source: path, target: path, readOnly: fc.boolean() });

describe('the volumes of Podman’s API', () => {
  it('are mounts, and binds where a path would break the line of CSV that Podman makes of a mount', () => {
    fc.assert(
      fc.property(
        fc.array(
          volume.filter((one) => !isUnsupportedVolume(one)),
          { maxLength: 4 },
        ),
        (volumes) => {
          const { HostConfig } = podmanBody({ name: 'n', image: 'i', command: [], env: [], labels: {}, volumes });
          for (const { Source, Target } of HostConfig.Mounts) expect(Source + Target).not.toMatch(/[",\r\n]/);
          const binds = (HostConfig.Binds ?? []).map((bind) => {
            const [source, target, mode, ...more] = bind.split(':');
            expect(more).toEqual([]);
            return { source, target, readOnly: mode === 'ro' };
          });
          const mounts = HostConfig.Mounts.map(({ Source, Target, ReadOnly }) => ({
            source: Source,
            target: Target,
            readOnly: ReadOnly,
          }));
          const key = (one: unknown): string => JSON.stringify(one);
          expect([...binds, ...mounts].map(key).sort()).toEqual(volumes.map(key).sort());
        },
      ),
    );
  });

  it.each([
    ['/a,b:c', '/d', true],
    ['/a', '/b:"', true],
    ['/a,b', '/c:d', true],
    ['/a:b', '/c:d', false],
    ['/a,b', '/c"d', false],
  ])('cannot say %j bound to %j: %s', (source, target, cannot) => {
    expect(isUnsupportedVolume({ source, target, readOnly: true })).toBe(cannot);
  });
});
