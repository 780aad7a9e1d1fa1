import { execFileSync, spawnSync } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { PlainUser } from './plain-user';

const PROJECT = resolve(import.meta.dirname, '../..');
/** What the app reads at run time. */
const PARTS = ['package.json', 'out', 'images', 'node_modules'];

/**
 * The app's folder where that user can read it: the checkout itself, or a copy when it lies in somebody's closed home.
 * @param scratch an open folder for the copy
 */
export function readableApp(user: PlainUser, scratch: string): string {
  if (
    canRead(user, join(PROJECT, 'out/main/index.js')) &&
    canRead(user, join(PROJECT, 'node_modules/zod/package.json'))
  )
    return PROJECT;
  const copy = join(scratch, 'app');
  execFileSync('mkdir', [copy]);
  execFileSync('cp', ['-r', ...PARTS.map((part) => join(PROJECT, part)), copy]);
  execFileSync('chmod', ['-R', 'a+rX', copy]);
  return copy;
}

/** The same for the Electron executable, whose whole folder it needs. */
export function readableElectron(user: PlainUser, executable: string, scratch: string): string {
  if (canRead(user, executable)) return executable;
  const copy = join(scratch, 'electron');
  execFileSync('cp', ['-r', resolve(executable, '..'), copy]);
  execFileSync('chmod', ['-R', 'a+rX', copy]);
  return join(copy, 'electron');
}

function canRead(user: PlainUser, path: string): boolean {
  const [program = 'test', ...words] = [...user.become, 'test', '-r', path];
  return spawnSync(program, words).status === 0;
}
