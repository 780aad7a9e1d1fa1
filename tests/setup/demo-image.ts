import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { fingerprint } from '../../scripts/run/build.mjs';
import { becomeUser } from './plain-user';
import { type CliOptions, runCli } from './run-cli';
import { runTool } from './run-tool';
import { say, timed } from './say';
import { PROJECT } from './staged-app';
import type { WorldState } from './world-state';

const BUILD_LIMIT_MS = 30 * 60_000;
const LOAD_LIMIT_MS = 5 * 60_000;
const builtSchema = z.object({ reference: z.string(), built: z.boolean() });

/**
 * Builds the demo image with the product's `build`, once for each state of images/. An archive stays in the cache and is
 * loaded into each engine, where the product finds the image up to date.
 */
export async function provideImages(state: WorldState, cache: string): Promise<void> {
  const archive = demoArchive(cache);
  if (existsSync(archive)) await timed("load the demo image into root's Podman", () => loadAsRoot(state, archive));
  const built = await timed("demo image in root's Podman", () =>
    build(state, 'podman', { as: 'root', env: { CONTAINERS_TRACE_CACHE: cache } }),
  );
  if (built || !existsSync(archive)) await timed('keep the demo image', () => keep(state, archive));
  await timed("load the demo image into the user's Podman", () => loadAsUser(state, archive));
  await timed('load the demo image into Docker', () =>
    runTool('docker', ['-H', `unix://${state.docker.socket}`, 'load', '--quiet', '--input', archive], {
      timeoutMs: LOAD_LIMIT_MS,
    }),
  );
  await timed('the product finds it up to date', async () => {
    for (const [engine, as] of [
      ['podman', 'user'],
      ['docker', 'root'],
    ] as const)
      if (await build(state, engine, { as }))
        throw new Error(`${engine} built the demo image anew although it was loaded: its labels are lost.`);
  });
}

/** The folder of the images that all test runs on this machine share. */
export const imageCache = (): string => process.env['CONTAINERS_TRACE_CACHE'] ?? '/var/cache/containers-trace';

/** The path of the demo image's archive, which may not exist yet. Its name changes with images/. */
export const demoArchive = (cache: string): string =>
  join(cache, 'test-images', `demo-${fingerprint(PROJECT, ['images']).slice(0, 16)}-${process.arch}.tar`);

export async function build(state: WorldState, engine: string, options: CliOptions): Promise<boolean> {
  const result = await runCli(['build', '--engine', engine, '--json'], {
    ...options,
    timeoutMs: BUILD_LIMIT_MS,
    state,
    onStderr: (text) => {
      for (const line of text.split('\n').filter((one) => /^(Waiting|Building|Importing|STEP|Step)/.test(one)))
        say(line);
    },
  });
  if (result.code !== 0) throw new Error(`\`build --engine ${engine}\` ended with ${result.code}:\n${result.stderr}`);
  return builtSchema.parse(result.json()).built;
}

function keep(state: WorldState, archive: string): void {
  const folder = dirname(archive);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const old of readdirSync(folder)) rmSync(join(folder, old), { force: true });
  const partial = `${archive}.partial`;
  const { base, demo } = state.images;
  const words = [
    'save',
    '--quiet',
    '--format=docker-archive',
    '--multi-image-archive',
    '--output',
    partial,
    base,
    demo,
  ];
  runTool('podman', words, { env: state.actors.root.env, timeoutMs: LOAD_LIMIT_MS });
  renameSync(partial, archive);
}

const loadAsRoot = (state: WorldState, archive: string): string =>
  runTool('podman', ['load', '--quiet', '--input', archive], { env: state.actors.root.env, timeoutMs: LOAD_LIMIT_MS });

/** Loads the images into the store of the state's plain user. */
export function loadAsUser(state: WorldState, archive: string): void {
  const { user, actors } = state;
  const podman = ['podman', 'load', '--quiet', '--input', archive];
  const [program = '', ...words] = [...becomeUser(user), ...podman];
  runTool(program, words, { env: actors.user.env, cwd: user.home, timeoutMs: LOAD_LIMIT_MS });
}
