import { existsSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_LABEL } from '@core/images/stage-leftovers';
import { ask } from '../../leaks/ask';
import type { EngineDoor } from '../../leaks/leak';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

export const SLOW_IMAGE = 'localhost/ct-slow-recipe:1';
/** Printed by its second step before it sleeps, in the middle of the build. */
export const IN_THE_MIDDLE = /^in the middle$/m;
/** An argument that no other program has, by which the sleeping step is found. */
const SLEEP = 'sleep 3607';

export const SLOW_TITLE = 'A build that does not end';

export const QUICK_IMAGE = 'localhost/ct-quick-recipe:1';
export const QUICK_TITLE = 'A build of a second';

/**
 * A folder for CONTAINERS_TRACE_ROOT. Its recipe `base` builds quickly up to a step that does not end, its recipe `demo`
 * builds quickly to the end. Both use the world's base image, so that no network is needed.
 */
export function slowRecipe(): string {
  const root = mkdtempSync(join(world().folder, 'recipes-'));
  writeRecipe(join(root, 'images', 'base'), SLOW_TITLE, SLOW_IMAGE, [
    'RUN echo made > /made',
    `RUN echo in the middle; ${SLEEP}`,
  ]);
  writeRecipe(join(root, 'images', 'demo'), QUICK_TITLE, QUICK_IMAGE, ['RUN echo made > /made']);
  runTool('chmod', ['-R', 'a+rX', root]);
  return root;
}

/**
 * A folder for CONTAINERS_TRACE_ROOT whose recipe `base` needs a Debian that no engine has and that no registry offers, so that
 * mmdebstrap creates it.
 */
export function baseFromPackages(): string {
  const root = mkdtempSync(join(world().folder, 'recipes-'));
  const base = { registry: 'localhost:9/nothing-listens:1', suite: 'trixie' };
  writeRecipe(join(root, 'images', 'base'), SLOW_TITLE, SLOW_IMAGE, [], base);
  runTool('chmod', ['-R', 'a+rX', root]);
  return root;
}

function writeRecipe(
  dir: string,
  title: string,
  reference: string,
  steps: readonly string[],
  base = { registry: world().images.base, suite: 'bookworm' },
): void {
  const [name, tag] = reference.split(/:(?=[^:]*$)/);
  const recipe = { title, name, tag, holds: ['nothing'], base, command: ['/bin/sh'] };
  const first = ['ARG BASE', `FROM \${BASE}`, 'ARG BUILD_ID=none', `LABEL ${BUILD_LABEL}=\${BUILD_ID}`];
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'recipe.json'), JSON.stringify(recipe));
  writeFileSync(join(dir, 'Containerfile'), `${[...first, ...steps].join('\n')}\n`);
}

/** Finds leftovers of builds in an engine: working containers, images without a name, the running step. */
export async function buildLeftovers(door: EngineDoor): Promise<string[]> {
  if (door.dialect === 'marks') return [...halfImages(), ...(await stepsNow())];
  const [containers, images, steps] = await Promise.all([
    workingContainers(door),
    lines(door, ['images', '--filter=dangling=true', `--filter=label=${BUILD_LABEL}`, '--quiet', '--no-trunc']),
    stepsNow(),
  ]);
  return [...containers.map((id) => `container ${id}`), ...images.map((id) => `image ${id}`), ...steps];
}

const stepsNow = async (): Promise<string[]> =>
  (await ask(['pgrep', '--full', '--list-full', `^${SLEEP}$`]).catch(noneFound))
    .split('\n')
    .filter(Boolean)
    .map((step) => `process ${step}`);

/** For an engine whose images are folders: unfinished images in the plain user's store. */
function halfImages(): string[] {
  const store = join(world().actors.user.env['HOME'] ?? '', '.cache/containers-trace/apptainer');
  const names = existsSync(store) ? readdirSync(store) : [];
  return names.filter((name) => name.startsWith('.')).map((name) => `container ${name}`);
}

/** Podman lists build containers only with `--external`. Docker lists all containers. */
const workingContainers = (door: EngineDoor): Promise<string[]> =>
  lines(
    door,
    door.dialect === 'podman'
      ? ['ps', '--all', '--external', '--filter=status=unknown', '--quiet', '--no-trunc']
      : ['ps', '--all', `--filter=label=${BUILD_LABEL}`, '--quiet', '--no-trunc'],
  );

const lines = async (door: EngineDoor, words: string[]): Promise<string[]> =>
  (await ask([...door.command, ...words], door.env)).split('\n').filter(Boolean);

/** pgrep(1) exits with 1 if it finds nothing. */
function noneFound(error: unknown): string {
  if ((error as { code?: number }).code === 1) return '';
  throw error;
}
