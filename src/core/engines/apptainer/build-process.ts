import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '@shared/model/app-error';
import { CONTAINER_ENV } from '@shared/model/labels';
import { identityOf } from '../../process/identity';
import { startAttached } from '../../process/start-attached';
import type { BuildRequest } from '../engine';
import { buildsInNamespace, refuseBuildWithoutIds } from './fakeroot';
import { lineByLine } from './lines';
import { withPlainMessages } from './messages';
import { imageStore } from './places';
import { killContainer, processesOf } from './processes';
import type { ApptainerProgram } from './program';
import { fullDisk, isFullDiskMessage } from './store-error';
import { noteLauncher } from './unfinished';

type Env = Record<string, string | undefined>;

const DETAIL_LINES = 20;

/**
 * Runs `apptainer build` and waits for its end. Kills processes that the build leaves behind.
 * @param work the folder of the unfinished image
 * @param paths the sandbox to create, and its source
 * @throws AppError `command` with the output of the failed step, `missing` as refuseBuildWithoutIds does, `cancelled`
 */
export async function runBuild(
  program: ApptainerProgram,
  buildId: string,
  work: string,
  paths: [target: string, source: string],
  env: Env,
  { onProgress, signal }: Pick<BuildRequest, 'onProgress' | 'signal'>,
): Promise<void> {
  const [target, source] = paths;
  if (signal.aborted) throw cancelled();
  const last: string[] = [];
  const lines = lineByLine((line) => {
    last.push(line);
    if (last.length > DETAIL_LINES) last.shift();
    onProgress(line);
  });
  const runsSteps = source.endsWith('definition');
  const inNamespace = runsSteps && buildsInNamespace() ? ['--fakeroot'] : [];
  if (inNamespace.length > 0) refuseBuildWithoutIds(process.getuid?.() ?? 0);
  const temporary = join(work, 'tmp');
  mkdirSync(temporary);
  // --force: our labels replace labels of the base that have the same name.
  const child = startAttached(
    program.path,
    ['build', ...inNamespace, '--force', '--sandbox', target, source],
    {
      env: withPlainMessages(env),
      added: { APPTAINER_TMPDIR: temporary, SINGULARITY_TMPDIR: temporary, [CONTAINER_ENV]: buildId },
      cwd: '/',
    },
    (_stream, text) => lines.add(text),
  );
  const launcher = identityOf(child.pid);
  noteLauncher(work, launcher);
  const trail = { id: buildId, launcher };
  const stop = (): void => void killContainer(trail).catch(() => undefined); // endBuild reports processes that remain
  signal.addEventListener('abort', stop, { once: true });
  const exitCode = await child.exited.finally(() => signal.removeEventListener('abort', stop));
  if (processesOf(trail).length > 0) await killContainer(trail);
  await child.delivered;
  lines.end();
  if (signal.aborted) throw cancelled();
  if (exitCode === 0) return;
  const fatal = last.findLast((line) => line.startsWith('FATAL:')) ?? last.at(-1) ?? '';
  if (isFullDiskMessage(fatal)) throw fullDisk(imageStore(env), fatal);
  throw new AppError(
    'command',
    `Apptainer did not build the image: ${fatal.replace(/^FATAL:\s*/, '') || `exit code ${exitCode}`}`,
    {
      detail: last.join('\n'),
    },
  );
}

const cancelled = (): AppError => new AppError('cancelled', 'Cancelled while the image was built.');
