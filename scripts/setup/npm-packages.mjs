// Makes sure that node_modules contains the packages of package-lock.json.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { runLocked } from '../run/project-lock.mjs';
import { QUIET_NPM } from './pinned-package.mjs';
import { inProject, PROJECT_ROOT } from './project.mjs';
import { SetupError, say } from './setup-error.mjs';

const STAMP = inProject('node_modules', '.containers-trace-lock');

/** Installs the npm packages if needed. If all are installed, it computes one hash and does not run npm. */
export function ensureNpmPackages() {
  if (!isStamped()) runLocked('locked:npm-packages');
}

/** Runs under the project's lock. */
export function installNpmPackages() {
  if (isStamped()) return;
  if (!wasInstalledByHand()) npmCi();
  stamp();
}

function isStamped() {
  return existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lockHash();
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(inProject('package-lock.json')))
    .digest('hex');
}

/** Also accepts the result of an `npm ci` that the user ran. */
function wasInstalledByHand() {
  const hidden = inProject('node_modules', '.package-lock.json');
  return existsSync(hidden) && holdsAllOf(readJson(hidden), readJson(inProject('package-lock.json')));
}

/**
 * Whether npm's record of installed packages contains every package of the lock file. Optional packages may be missing,
 * because npm does not install those of other platforms.
 * @param {{ packages?: Record<string, { version?: string, integrity?: string }> }} installed
 * @param {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }> }} lock
 */
export function holdsAllOf(installed, lock) {
  return Object.entries(lock.packages).every(([folder, wanted]) => {
    if (folder === '') return true;
    const found = installed.packages?.[folder];
    if (!found) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

function npmCi() {
  say('Installing the npm packages of package-lock.json into node_modules (npm ci)');
  // The app needs no package's install script (see allowScripts in package.json, which older npm does not know).
  const result = spawnSync('npm', ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], {
    cwd: PROJECT_ROOT,
    env: QUIET_NPM,
    stdio: ['ignore', 2, 2],
    timeout: 15 * 60_000,
  });
  if (result.error) throw new SetupError(`npm could not be started: ${result.error.message}.`, 'Install npm.');
  if (result.status !== 0) throw new SetupError('npm ci failed. See above.', 'Check the registry with: npm ping', 1);
}

/** Marks the checkout as checked. If another user owns it, that fails, and each start repeats the full comparison. */
function stamp() {
  if (canWrite(inProject('node_modules'))) writeFileSync(STAMP, lockHash());
}

function canWrite(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

function readJson(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
