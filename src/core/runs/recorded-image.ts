import { randomBytes } from 'node:crypto';
import { AppError } from '@shared/model/app-error';
import { RUN_LABEL } from '@shared/model/labels';
import { makeRunId } from '@shared/model/run-id';
import type { TraceRecord } from '@shared/model/trace-record';
import type { Engine } from '../engines/engine';
import type { ImageAccess } from '../symbols/collect/collect-symbols';
import { journaledInspection } from './planning/image-inspection';
import type { RunDeps } from './run-deps';

type ImageDeps = Pick<RunDeps, 'library' | 'runtimeDir' | 'engine'>;

/**
 * The image that a trace was recorded from, as its engine has it now. Another image that got the name meanwhile is not taken.
 * @returns undefined for a trace without a known image
 * @throws AppError of an engine that cannot be asked, `cancelled`
 */
export async function recordedImage(
  { config, image }: TraceRecord,
  deps: ImageDeps,
  signal: AbortSignal,
): Promise<ImageAccess | undefined> {
  if (config?.target.kind !== 'container' || !image?.id) return undefined;
  const { engine: id } = config.target;
  const engine = deps.engine(id);
  const name = await nameOf(engine, image, signal);
  if (name === undefined) {
    const { state, reason } = await engine.probe(signal);
    if (state !== 'ready') throw new AppError('missing', `The image ${image.reference} cannot be read. ${reason}`);
    return { reference: image.reference, export: null };
  }
  return {
    reference: image.reference,
    export: (read) => {
      const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
      return journaledInspection(id, runId, deps, (beforeContainer) => {
        beforeContainer();
        return engine.exportImage(name, { [RUN_LABEL]: runId }, signal, read);
      });
    },
  };
}

/** The name or id by which the engine has exactly this image; undefined if it does not have it. */
async function nameOf(
  engine: Engine,
  { reference, id }: NonNullable<TraceRecord['image']>,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const name of [reference, id]) {
    try {
      if ((await engine.inspectImage(name, signal)).id === id) return name;
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'missing') throw error;
    }
  }
  return undefined;
}
