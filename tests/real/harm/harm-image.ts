import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprint } from '../../../scripts/run/build.mjs';
import { imageCache } from '../../setup/demo-image';
import { podmanByHand } from '../../setup/podman-by-hand';
import { runTool } from '../../setup/run-tool';
import { timed } from '../../setup/say';
import { PROJECT } from '../../setup/staged-app';
import { world } from '../../setup/world-state';

export const HARM_IMAGE = 'localhost/containers-trace-test:harm';
/** The same without a tracer. */
export const UNPREPARED_HARM_IMAGE = 'localhost/containers-trace-test:harm-unprepared';
const LIMIT_MS = 10 * 60_000;
const SOURCES = ['images', 'tests/real/harm/Containerfile'];

/** The environment of root's Podman in the world. */
export const rootsPodman = async (): Promise<NodeJS.ProcessEnv> => {
  const { env } = world().actors.root;
  return { ...env, ...(await podmanByHand(env, world().folder)) };
};

/** Puts both images into root's Podman. */
export async function provideHarmImages(): Promise<void> {
  await provideHarmImage();
  const env = await rootsPodman();
  const folder = join(PROJECT, 'tests/real/harm');
  const file = join(folder, 'unprepared.Containerfile');
  runTool(
    'podman',
    ['build', '--quiet', '--network=none', `--tag=${UNPREPARED_HARM_IMAGE}`, `--file=${file}`, folder],
    {
      env,
      timeoutMs: LIMIT_MS,
    },
  );
}

/** Puts the image into root's Podman. It is built from Debian's packages once for each state of its sources, and kept in the cache. */
async function provideHarmImage(): Promise<void> {
  const env = await rootsPodman();
  const podman = (...words: string[]): string => runTool('podman', words, { env, timeoutMs: LIMIT_MS });
  const archive = join(
    imageCache(),
    'test-images-harm',
    `${fingerprint(PROJECT, SOURCES).slice(0, 16)}-${process.arch}.tar`,
  );
  if (existsSync(archive)) {
    await timed('load the image of servers and clients', () => podman('load', '--quiet', '--input', archive));
    return;
  }
  await timed('build the image of servers and clients', () =>
    podman(
      'build',
      '--quiet',
      '--build-arg',
      `BASE=${world().images.base}`,
      '--tag',
      HARM_IMAGE,
      join(PROJECT, 'tests/real/harm'),
    ),
  );
  await timed('keep it', () => {
    const folder = dirname(archive);
    mkdirSync(folder, { recursive: true, mode: 0o755 });
    for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true });
    podman('save', '--quiet', '--format=docker-archive', '--output', `${archive}.partial`, HARM_IMAGE);
    renameSync(`${archive}.partial`, archive);
  });
}
