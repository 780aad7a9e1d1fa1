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

/** Follows the app's naming (core/engines/apptainer/images.ts). Tests find the images by it. */
export const fileName = (reference: string): string => reference.replaceAll('/', '+').replaceAll(':', '=');

/**
 * Builds the images as sandbox folders from archives that root's Podman saves, and a copy for root. Each user builds from
 * files of that user, since other users cannot read all of them.
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

/** Archives with one image each, because Apptainer cannot select an image from an archive. */
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
