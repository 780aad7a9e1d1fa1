import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GIB } from '@shared/model/units';
import { ChildEnvironment } from '../../process/child-environment';
import { exec } from '../../process/exec';
import type { BuildRequest } from '../engine';
import { runBuild } from './build-process';
import { definitionOf } from './definition';
import { requireApptainer } from './program';
import { intoStore } from './store';

type Env = Record<string, string | undefined>;

const UNPACK_LIMIT_MS = 10 * 60_000;
const UNPACK_MEMORY_BYTES = GIB;
const MODES_LIMIT_MS = 120_000;

/**
 * Builds a Containerfile as a sandbox in the app's image store, or imports the image that another engine built from it.
 * @param locate returns the path of a recipe's base image
 * @returns the sandbox's path
 */
export async function buildApptainerImage(
  request: BuildRequest,
  env: Env,
  locate: (reference: string) => string,
): Promise<string> {
  const { from } = request;
  const buildId = request.buildArgs['BUILD_ID'] || `${process.pid}-${Date.now()}`;
  return intoStore(request.tag, buildId, env, async (work, target): Promise<void> => {
    if (from !== undefined) return runBuild(requireApptainer(env), buildId, work, [target, from], env, request);
    const containerfile = readFileSync(join(request.contextDir, 'Containerfile'), 'utf8');
    const folder = join(work, 'files');
    cpSync(request.contextDir, join(folder, 'context'), { recursive: true, dereference: true });
    const { text, scripts } = definitionOf(containerfile, request.buildArgs, request.labels, folder, locate);
    for (const [name, script] of Object.entries(scripts)) writeFileSync(join(folder, name), script);
    writeFileSync(join(work, 'definition'), text);
    await runBuild(requireApptainer(env), buildId, work, [target, join(work, 'definition')], env, request);
  });
}

/**
 * Creates a sandbox from an image in a registry, another engine's archive, or another file.
 * @param source `docker://…`, `docker-archive:…`, `oci-archive:…`, `docker-daemon:…`, or a path
 */
export async function fetchApptainerImage(
  reference: string,
  source: string,
  env: Env,
  progress: Pick<BuildRequest, 'onProgress' | 'signal'>,
): Promise<string> {
  const id = `${process.pid}-${Date.now()}`;
  return intoStore(reference, id, env, (work, target) =>
    runBuild(requireApptainer(env), id, work, [target, source], env, progress),
  );
}

/** Unpacks a root file system. Apptainer runs any folder that contains one, and needs neither its devices nor its owners. */
export async function importApptainerRootfs(
  tarball: string,
  tag: string,
  env: Env,
  signal: AbortSignal,
): Promise<string> {
  return intoStore(tag, `${process.pid}-${Date.now()}`, env, async (_work, target) => {
    mkdirSync(join(target, '.singularity.d'), { recursive: true }); // marks the folder as a container's file system
    const args = ['-xf', tarball, '-C', target, '--exclude=./dev/*', '--no-same-owner', '--delay-directory-restore'];
    await exec('tar', args, {
      env: ChildEnvironment.known(),
      timeoutMs: UNPACK_LIMIT_MS,
      memoryBytes: UNPACK_MEMORY_BYTES,
      signal,
    });
    await exec('chmod', ['-R', 'u+rwX', target], { env: ChildEnvironment.known(), timeoutMs: MODES_LIMIT_MS, signal });
  });
}
