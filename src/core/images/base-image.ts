import type { Engine } from '@core/engines/engine';
import { AppError, toAppError } from '@shared/model/app-error';
import { awakeTimer } from '@shared/model/awake-timer';
import { ensureRootfs } from './base-rootfs';
import type { BuildOptions } from './build-options';

/** Time without progress after which a pull is aborted. An unreachable registry often does not refuse the connection. */
const SILENCE_MS = 45_000;

/** The name under which the root file system of a suite is imported. */
export const rootfsReference = (suite: string): string => `localhost/containers-trace-rootfs:${suite}`;

/**
 * Provides a recipe's base image. Takes it from the engine, else from a registry, else creates it with mmdebstrap. An image that
 * mmdebstrap created earlier is used like the engine's.
 * @returns the reference for the Containerfile's BASE
 * @throws AppError `cancelled`; errors of ensureRootfs and Engine.importRootfs
 */
export async function ensureBaseImage(
  engine: Engine,
  base: { registry: string; suite: string },
  options: BuildOptions,
): Promise<string> {
  const { signal, onProgress } = options;
  const imported = rootfsReference(base.suite);
  const held = await heldBaseImage(engine, base, signal);
  if (held !== undefined) return held;
  if (await pulled(engine, base.registry, options)) return base.registry;
  const tarball = await ensureRootfs({ suite: base.suite, cacheDir: options.cacheDir, onProgress, signal });
  onProgress(`Importing the base file system as ${imported}`);
  await engine.importRootfs(tarball, imported, signal);
  return imported;
}

/** @returns the reference of a base image that the engine has; undefined if it has none */
export async function heldBaseImage(
  engine: Engine,
  base: { registry: string; suite: string },
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const reference of [base.registry, rootfsReference(base.suite)])
    if (await hasImage(engine, reference, signal)) return reference;
  return undefined;
}

async function hasImage(engine: Engine, reference: string, signal: AbortSignal): Promise<boolean> {
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
  const timer = awakeTimer(() => silence.abort(), SILENCE_MS);
  onProgress(`Waiting for the registry of ${reference} (at most ${SILENCE_MS / 1000} s without progress)`);
  try {
    const onLine = (line: string): void => {
      timer.restart();
      onProgress(line);
    };
    await engine.pull(reference, onLine, AbortSignal.any([signal, silence.signal]));
    return true;
  } catch (error) {
    if (signal.aborted) throw toAppError(error);
    const reason = silence.signal.aborted ? `no progress for ${SILENCE_MS / 1000} s` : toAppError(error).message;
    onProgress(`The base image was not pulled from a registry: ${reason}`);
    return false;
  } finally {
    timer.clear();
  }
}
