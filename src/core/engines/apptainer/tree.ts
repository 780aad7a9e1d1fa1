import { existsSync } from 'node:fs';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import { removeWhole } from '../../runtime-folder';

const REMOVE_LIMIT_MS = 120_000;

/** Deletes a folder, including files of other users of our user namespace, which a build with several users leaves. */
export async function removeTree(path: string): Promise<void> {
  if (!existsSync(path)) return;
  const args = ['--recursive', '--force', '--', path];
  if (process.getuid?.() === 0) return removeWhole(path);
  await exec('unshare', ['--map-root-user', '--map-auto', 'rm', ...args], {
    env: ChildEnvironment.known(),
    timeoutMs: REMOVE_LIMIT_MS,
    okCodes: [0, 1],
  });
  if (existsSync(path)) removeWhole(path);
}
