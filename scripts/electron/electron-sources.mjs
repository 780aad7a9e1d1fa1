// The order in which set-up looks for Electron. Pure: scripts/electron/electron-runtime.mjs does the search.

/** @typedef {'exec-path' | 'override' | 'own-dist' | 'kept-fallback' | 'own-installer' | 'fallback'} ElectronSource */

/**
 * @param {Record<string, string | undefined>} env
 * @param {string} platform process.platform and process.arch, joined by "-"
 * @returns {ElectronSource[]} the first source that has Electron wins. A source that the user named is never skipped.
 */
export function electronSources(env, platform) {
  if (env.ELECTRON_EXEC_PATH) return ['exec-path'];
  if (env.ELECTRON_OVERRIDE_DIST_PATH) return ['override'];
  const hasFallback = platform === 'linux-x64';
  return [
    'own-dist',
    // An earlier run kept its fallback, since the installer failed. Do not try the installer at every start.
    ...(hasFallback ? ['kept-fallback'] : []),
    ...(env.ELECTRON_SKIP_BINARY_DOWNLOAD ? [] : ['own-installer']),
    ...(hasFallback ? ['fallback'] : []),
  ];
}
