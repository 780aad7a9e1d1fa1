import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from '../../../scripts/run/build.mjs';
import { imageCache, loadAsUser } from '../../setup/demo-image';
import { becomeUser } from '../../setup/plain-user';
import { runTool } from '../../setup/run-tool';
import { timed } from '../../setup/say';
import { PROJECT } from '../../setup/staged-app';
import { world } from '../../setup/world-state';

export const COMPILERS_IMAGE = 'localhost/containers-trace-test:compilers';
const LIMIT_MS = 10 * 60_000;
const FILE = 'tests/real/instrument/compilers.Containerfile';

const docker = (...words: string[]): string =>
  runTool('docker', ['-H', `unix://${world().docker.socket}`, ...words], { timeoutMs: LIMIT_MS });

/**
 * Puts the image with compilers into root's Docker and the user's Podman. It is built from Debian's packages once for each state of
 * its sources, and kept in the cache.
 */
export async function provideCompilers(): Promise<void> {
  const name = `${fingerprint(PROJECT, ['images', FILE]).slice(0, 16)}-${process.arch}.tar`;
  const archive = join(imageCache(), 'test-images-compilers', name);
  if (existsSync(archive))
    await timed('load the compilers into Docker', () => docker('load', '--quiet', '-i', archive));
  else await timed('build the image with compilers', () => build(archive));
  await timed("load the compilers into the user's Podman", () => loadAsUser(world(), archive));
}

function build(archive: string): void {
  const context = dirname(join(PROJECT, FILE));
  const base = `BASE=${world().images.base}`;
  const options = ['--quiet', '--network=host', '--build-arg', base, '--tag', COMPILERS_IMAGE];
  docker('build', ...options, '--file', join(PROJECT, FILE), context);
  const folder = dirname(archive);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true });
  docker('save', '--output', `${archive}.partial`, COMPILERS_IMAGE);
  runTool('chmod', ['a+r', `${archive}.partial`]);
  renameSync(`${archive}.partial`, archive);
}

/** Removes it again, since the world is removed within a limit. */
export function removeCompilers(): void {
  docker('rmi', '--force', COMPILERS_IMAGE);
  const { user, actors } = world();
  const [program = '', ...words] = [...becomeUser(user), 'podman', 'rmi', '--force', COMPILERS_IMAGE];
  runTool(program, words, { env: actors.user.env, cwd: user.home, timeoutMs: LIMIT_MS });
}
