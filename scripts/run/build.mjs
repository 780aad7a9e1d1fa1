// Builds out/ if its sources changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { runLocked } from './project-lock.mjs';

/** The fingerprint of the sources of the last build. */
const STAMP = inProject('out', '.built-from');
/** What the file system said about the sources when they had that fingerprint. Without it their contents are read. */
const SEEN = inProject('out', '.seen-sources');
const PRODUCT = inProject('out', 'main', 'cli.js');
/** The inputs of a build. Contents are compared, not times, since a checkout or a branch switch changes times. */
const SOURCES = [
  'src',
  'scripts/build',
  'packaging/icons/256.png',
  'scripts/run/lost-terminal.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'electron.vite.config.ts',
];

/** Builds out/ if needed. If no file was written since the last look, nothing is read. */
export function ensureBuilt() {
  if (!isFresh()) runLocked('locked:build');
}

/** Runs under the project's lock. */
export function build() {
  if (isFresh()) return;
  const sources = fingerprint(PROJECT_ROOT);
  say('Building the app (its sources changed)');
  const bin = inProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const result = spawnSync(process.execPath, [bin, 'build'], { cwd: PROJECT_ROOT, encoding: 'utf8', timeout: 600_000 });
  if (result.status !== 0) {
    say(`${result.stdout}${result.stderr}`);
    throw new SetupError(`electron-vite build failed${result.error ? `: ${result.error.message}` : ''}`, undefined, 1);
  }
  writeFileSync(STAMP, sources);
}

function isFresh() {
  if (!existsSync(PRODUCT) || !existsSync(STAMP)) return false;
  const built = readFileSync(STAMP, 'utf8');
  const seen = `${built} ${fileStates(PROJECT_ROOT)}`;
  if (existsSync(SEEN) && readFileSync(SEEN, 'utf8') === seen) return true;
  if (built !== fingerprint(PROJECT_ROOT)) return false;
  remember(seen);
  return true;
}

/** A folder of somebody else or a full disk only costs time. */
function remember(seen) {
  try {
    writeFileSync(SEEN, seen);
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT'].includes(error.code)) throw error;
  }
}

/**
 * @param {string} root
 * @param {string[]} [sources] files and folders below it
 * @returns {string} a hash of what the file system says about all files. It changes with each write, since no program can set the
 *   time of the last change of an inode (st_ctime, inode(7))
 */
export function fileStates(root, sources = SOURCES) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(root, source)).sort()) {
    const { dev, ino, size, mtimeNs, ctimeNs } = lstatSync(path.join(root, file), { bigint: true });
    hash.update(`${file}\0${dev} ${ino} ${size} ${mtimeNs} ${ctimeNs}\0`);
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string[]} [sources] files and folders below it
 * @returns {string} a hash of the names and contents of all files
 */
export function fingerprint(root, sources = SOURCES) {
  const hash = createHash('sha256');
  for (const file of sources.flatMap((source) => filesOf(root, source)).sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesOf(root, entry) {
  const full = path.join(root, entry);
  if (!existsSync(full)) return [];
  return lstatSync(full).isDirectory() ? filesBelow(full, entry) : [entry];
}

function filesBelow(full, entry) {
  return readdirSync(full, { withFileTypes: true }).flatMap((child) => {
    const below = path.join(entry, child.name);
    return child.isDirectory() ? filesBelow(path.join(full, child.name), below) : [below];
  });
}
