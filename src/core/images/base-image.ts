import type { Engine } from '@core/engines/engine';
import { AppError, toAppError } from '@shared/model/app-error';
import { ensureRootfs } from './base-rootfs';
import type { BuildOptions } from './build-options';

/** A pull that reports nothing for so long is given up: a registry that is cut off often does not even refuse. */
const SILENCE_MS = 45_000;

/** The name under which the root file system of a suite is imported. */
export const rootfsReference = (suite: string): string => `localhost/containers-trace-rootfs:${suite}`;

/**
 * The image that a recipe starts from, by the first way that works: the engine holds it; a registry has it;
 * it was made here before; mmdebstrap makes it.
 * @returns the reference for the Containerfile's BASE
 * @throws AppError `cancelled`; of ensureRootfs and of Engine.importRootfs
 */
export async function ensureBaseImage(
  engine: Engine,
  base: { registry: string; suite: string },
  options: BuildOptions,
): Promise<string> {
  const { signal, onProgress } = options;
  const made = rootfsReference(base.suite);
  for (const reference of [base.registry, made]) if (await holds(engine, reference, signal)) return reference;
  if (await pulled(engine, base.registry, options)) return base.registry;
  const tarball = await ensureRootfs({ suite: base.suite, cacheDir: options.cacheDir, onProgress, signal });
  onProgress(`Importing it as ${made}`);
  await engine.importRootfs(tarball, made, signal);
  return made;
}

async function holds(engine: Engine, reference: string, signal: AbortSignal): Promise<boolean> {
  try {
    await engine.inspectImage(reference, signal);
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'missing') return false;
    throw error;
  }
}

async function pulled(engine: Engine, reference: string, options: BuildOptions): Promise<boolean> {
  const { signal, onProgress } = options;
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  onProgress(`Waiting for the registry of ${reference} (at most ${SILENCE_MS / 1000} s of silence)`);
  try {
    const heard = (line: string): void => {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENCE_MS);
      onProgress(line);
    };
    await engine.pull(reference, heard, AbortSignal.any([signal, silence.signal]));
    return true;
  } catch (error) {
    if (signal.aborted) throw toAppError(error);
    const reason = silence.signal.aborted ? `nothing came for ${SILENCE_MS / 1000} s` : toAppError(error).message;
    onProgress(`No base image from a registry: ${reason}`);
    return false;
  } finally {
    clearTimeout(timer);
  }
}
