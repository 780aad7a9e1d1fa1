// In which order an Electron is looked for. Pure: scripts/electron/electron-runtime.mjs goes and looks.

/** @typedef {'exec-path' | 'override' | 'own-dist' | 'kept-fallback' | 'own-installer' | 'fallback'} ElectronSource */

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform process.platform and process.arch, joined by "-"
 * @returns {ElectronSource[]} the first that has an Electron is taken. What the user named is never passed over.
 */
export function electronSources(env, platform) {
  if (env.ELECTRON_EXEC_PATH) return ['exec-path'];
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return ['override'];
  const hasFallback = platform === 'linux-x64';
  return [
    'own-dist',
    // Kept from an earlier run: the installer, which failed then, is not tried at each start.
    ...(hasFallback ? ['kept-fallback'] : []),
    ...(env.ELECTRON_SKIP_BINARY_DOWNLOAD ? [] : ['own-installer']),
    ...(hasFallback ? ['fallback'] : []),
  ];
}
