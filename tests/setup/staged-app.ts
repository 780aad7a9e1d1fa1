import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { becomeUser, type PlainUser } from './plain-user';
import { runTool } from './run-tool';

export const PROJECT = resolve(import.meta.dirname, '../..');
const COPIED = ['out', 'images', 'package.json'];

/**
 * Copies the built app to a folder that a plain user can read, since a checkout may be in root's closed home. A build
 * during the tests does not change the copy.
 */
export function stageApp(folder: string, user: PlainUser): string {
  if (!existsSync(join(PROJECT, 'out/main/cli.js')))
    throw new Error('The app is not built: `npm run build`, or start the tests by `npm run test:real`.');
  mkdirSync(folder, { mode: 0o755 });
  runTool('cp', ['-r', ...COPIED.map((part) => join(PROJECT, part)), folder]);
  const libraries = join(PROJECT, 'node_modules');
  if (canRead(user, join(libraries, 'zod/package.json'))) symlinkSync(libraries, join(folder, 'node_modules'));
  else copyLibraries(folder);
  runTool('chmod', ['-R', 'a+rX', folder]);
  return folder;
}

/** Copies only the packages that the app needs at run time: those under `dependencies` and their dependencies. */
function copyLibraries(folder: string): void {
  const paths = runTool('npm', ['ls', '--omit=dev', '--all', '--parseable'], { cwd: PROJECT }).split('\n');
  const packages = paths
    .filter((path) => path.includes('/node_modules/'))
    .map((path) => path.slice(PROJECT.length + 1));
  runTool('cp', ['-r', '--parents', ...packages, folder], { cwd: PROJECT });
}

/** A Node that the plain user can run: this process's Node, or a copy of it. */
export function stageNode(folder: string, user: PlainUser): string {
  if (canRead(user, process.execPath)) return process.execPath;
  mkdirSync(folder, { mode: 0o755 });
  const copy = join(folder, basename(process.execPath));
  runTool('cp', [process.execPath, copy]);
  chmodSync(copy, 0o755);
  return copy;
}

function canRead(user: PlainUser, path: string): boolean {
  const [program = '', ...words] = [...becomeUser(user), 'test', '-r', path];
  return spawnSync(program, words).status === 0;
}
