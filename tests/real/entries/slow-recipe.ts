import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BUILD_LABEL } from '@core/images/stage-leftovers';
import { ask } from '../../leaks/ask';
import type { EngineDoor } from '../../leaks/leak';
import { runTool } from '../../setup/run-tool';
import { world } from '../../setup/world-state';

export const SLOW_IMAGE = 'localhost/ct-slow-recipe:1';
/** What its second step prints before it sleeps: the build is in the middle then. */
export const IN_THE_MIDDLE = /^in the middle$/m;
/** Of no other program: how the sleeping step is found. */
const SLEEP = 'sleep 3607';

/** A folder for CONTAINERS_TRACE_ROOT whose recipe `base` is built in no time up to a step that does not end. */
export function slowRecipe(): string {
  const { folder, images } = world();
  const root = mkdtempSync(join(folder, 'recipes-'));
  const dir = join(root, 'images', 'base');
  mkdirSync(dir, { recursive: true });
  const [name, tag] = SLOW_IMAGE.split(/:(?=[^:]*$)/);
  const recipe = {
    title: 'A build that does not end',
    name,
    tag,
    holds: ['nothing'],
    base: { registry: images.base, suite: 'bookworm' },
    command: ['/bin/sh'],
  };
  writeFileSync(join(dir, 'recipe.json'), JSON.stringify(recipe));
  const lines = [
    'ARG BASE',
    `FROM \${BASE}`,
    'ARG BUILD_ID=none',
    `LABEL ${BUILD_LABEL}=\${BUILD_ID}`,
    'RUN echo made > /made',
    `RUN echo in the middle; ${SLEEP}`,
  ];
  writeFileSync(join(dir, 'Containerfile'), `${lines.join('\n')}\n`);
  runTool('chmod', ['-R', 'a+rX', root]);
  return root;
}

/** What an engine still has of builds: working containers, images without a name, the step itself. */
export async function buildLeftovers(door: EngineDoor): Promise<string[]> {
  const [containers, images, steps] = await Promise.all([
    workingContainers(door),
    lines(door, ['images', '--filter=dangling=true', `--filter=label=${BUILD_LABEL}`, '--quiet', '--no-trunc']),
    ask(['pgrep', '--full', '--list-full', `^${SLEEP}$`]).catch(noneFound),
  ]);
  return [
    ...containers.map((id) => `container ${id}`),
    ...images.map((id) => `image ${id}`),
    ...steps
      .split('\n')
      .filter(Boolean)
      .map((step) => `process ${step}`),
  ];
}

/** Podman shows those of a build only when it is asked for strangers' (`--external`); Docker shows all. */
const workingContainers = (door: EngineDoor): Promise<string[]> =>
  lines(
    door,
    door.dialect === 'podman'
      ? ['ps', '--all', '--external', '--filter=status=unknown', '--quiet', '--no-trunc']
      : ['ps', '--all', `--filter=label=${BUILD_LABEL}`, '--quiet', '--no-trunc'],
  );

const lines = async (door: EngineDoor, words: string[]): Promise<string[]> =>
  (await ask([...door.command, ...words], door.env)).split('\n').filter(Boolean);

/** pgrep(1) ends with 1 when it finds nothing. */
function noneFound(error: unknown): string {
  if ((error as { code?: number }).code === 1) return '';
  throw error;
}
