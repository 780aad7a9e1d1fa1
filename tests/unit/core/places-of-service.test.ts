import { defaultPlaces } from '@core/places';
import { expect, it, vi } from 'vitest';

/** A stand-in for PrivateTmp=yes. tests/real/as-a-service.test.ts has a real one. */
vi.mock('@core/private-tmp', () => ({ isPrivateTmp: (path: string) => path.startsWith('/tmp') }));

const base = (env: Record<string, string>): string => defaultPlaces({ HOME: '/home/user', ...env }).runtimeBase;

it('uses the RuntimeDirectory= of a service with a private /tmp (stand-in), the first one if there are several', () => {
  expect(base({ RUNTIME_DIRECTORY: '/run/demo:/run/other' })).toBe('/run/demo');
});

it('prefers what the user or the session names', () => {
  const env = { RUNTIME_DIRECTORY: '/run/demo', XDG_RUNTIME_DIR: '/run/user/7' };
  expect(base(env)).toBe('/run/user/7');
  expect(base({ ...env, CONTAINERS_TRACE_RUNTIME_DIR: '/r' })).toBe('/r');
});

it('does not use a relative or too long folder of the service', () => {
  for (const RUNTIME_DIRECTORY of ['run/demo', `/${'x'.repeat(119)}`, ''])
    expect(base({ RUNTIME_DIRECTORY })).not.toBe(RUNTIME_DIRECTORY);
});
