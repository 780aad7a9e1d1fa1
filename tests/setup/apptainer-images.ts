import { execFile } from 'node:child_process';
import { chownSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from './demo-image';
import { becomeUser } from './plain-user';
import { runTool } from './run-tool';
import { timed } from './say';
import type { WorldState } from './world-state';

const LIMIT_MS = 5 * 60_000;

/** Of the app's own naming (core/engines/apptainer/images.ts): a test finds the images by it. */
const fileName = (reference: string): string => reference.replaceAll('/', '+').replaceAll(':', '=');

/**
 * The images as sandbox folders, taken over from archives that root's Podman saves, and a copy that is root's: each builds on
 * files that are its own, since not all of them are readable for others.
 */
export async function provideApptainerImages(state: WorldState): Promise<void> {
  const { apptainer, user, images } = state;
  mkdirSync(apptainer.images.user, { mode: 0o755 });
  chownSync(apptainer.images.user, user.uid, user.gid);
  await timed('images for Apptainer', async () => {
    await Promise.all([images.base, images.demo].map((reference) => takeOver(state, reference)));
    runTool('cp', ['--recursive', '--preserve=all', apptainer.images.user, apptainer.images.root], {
      timeoutMs: LIMIT_MS,
    });
    runTool('chown', ['--recursive', '--no-dereference', '0:0', apptainer.images.root]);
  });
  await timed('the product finds them up to date with Apptainer', async () => {
    for (const as of ['user', 'root'] as const)
      if (await build(state, 'apptainer', { as }))
        throw new Error(`Apptainer built the demo image anew as ${as}: its labels are lost.`);
  });
}

/** Archives of one image each: Apptainer does not choose from one of several. */
async function takeOver({ apptainer, user, actors, folder }: WorldState, reference: string): Promise<void> {
  const target = join(apptainer.images.user, fileName(reference));
  const archive = join(folder, `${fileName(reference)}.tar`);
  const saved = ['save', '--quiet', '--format=docker-archive', '--output', archive, reference];
  runTool('podman', saved, { env: actors.root.env, timeoutMs: LIMIT_MS });
  const command = ['apptainer', '--quiet', 'build', '--sandbox', target, `docker-archive:${archive}`];
  const [program = '', ...words] = [...becomeUser(user), ...command];
  await promisify(execFile)(program, words, { env: actors.user.env, cwd: user.home, timeout: LIMIT_MS });
  rmSync(archive);
}
