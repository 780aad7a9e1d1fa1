import { describe, expect, it } from 'vitest';
import { electronSources } from '../../../scripts/electron/electron-sources.mjs';

describe('where Electron comes from', () => {
  it('is what the user names, and nothing else', () => {
    expect(electronSources({ ELECTRON_EXEC_PATH: '/e', ELECTRON_OVERRIDE_DIST_PATH: '/d' }, 'linux-x64')).toEqual([
      'exec-path',
    ]);
    expect(electronSources({ ELECTRON_OVERRIDE_DIST_PATH: '/d' }, 'linux-x64')).toEqual(['override']);
  });

  it('is its own download before the fallback, unless the fallback had to be taken before', () => {
    expect(electronSources({}, 'linux-x64')).toEqual(['own-dist', 'kept-fallback', 'own-installer', 'fallback']);
  });

  it('is not downloaded when that is switched off', () => {
    expect(electronSources({ ELECTRON_SKIP_BINARY_DOWNLOAD: '1' }, 'linux-x64')).not.toContain('own-installer');
  });

  it('has no fallback elsewhere', () => {
    expect(electronSources({}, 'linux-arm64')).toEqual(['own-dist', 'own-installer']);
  });
});
