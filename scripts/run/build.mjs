// Builds out/ if its sources changed since the last build.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inProject, PROJECT_ROOT } from '../setup/project.mjs';
import { SetupError, say } from '../setup/setup-error.mjs';
import { runLocked } from './project-lock.mjs';

const STAMP = inProject('out', '.built-from');
const PRODUCT = inProject('out', 'main', 'cli.js');
/** The inputs of a build. Contents are compared, not times, since a checkout or a branch switch changes times. */
const SOURCES = [
  'src',
  'scripts/run/lost-terminal.mjs',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
  'electron.vite.config.ts',
];

/** Builds out/ if needed. If nothing changed, it only reads the sources once. */
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
  return existsSync(PRODUCT) && existsSync(STAMP) && readFileSync(STAMP, 'utf8') === fingerprint(PROJECT_ROOT);
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
  const children = childrenOf(full);
  return children ? children.flatMap((child) => filesOf(root, path.join(entry, child))) : [entry];
}

/** @returns {string[] | undefined} undefined for a file */
function childrenOf(full) {
  try {
    return readdirSync(full);
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}
