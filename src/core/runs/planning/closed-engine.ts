import { engineLanguage } from '@shared/engines/registry';
import type { Problem } from '@shared/images/problem';
import { AppError, toAppError } from '@shared/model/app-error';
import type { ContainerTarget } from '@shared/request/run-config';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import type { Engine } from '../../engines/engine';

/** File names of the preload libraries in most images (Debian's liblttng-ust1), for an image that was not inspected. */
export const USUAL_PRELOADS = Object.fromEntries(
  PRELOAD_IDS.map((id) => [id, `${PRELOADS[id].stem}.so.1`]),
) as Readonly<Record<PreloadId, string>>;

/**
 * Whether the helper can be used instead of a refused engine: true if the socket is the system-wide one of root, which the
 * helper connects to. Another socket, for example one in DOCKER_HOST, belongs to another engine.
 */
export async function isClosed(engine: Engine, error: unknown, signal: AbortSignal): Promise<boolean> {
  const { systemSocket } = engineLanguage(engine.id);
  if (toAppError(error).code !== 'denied' || systemSocket === null) return false;
  return (await engine.probe(signal)).endpoint === systemSocket;
}

/** Fields of a request that the helper does not support: each could give a container more access to the machine. */
const UNSUPPORTED_BY_HELPER = {
  volumes: 'volumes',
  workdir: 'a working directory',
  user: 'a user',
  network: 'a network',
  cpus: 'a processor limit',
  memoryBytes: 'a memory limit',
} as const;

/** @throws AppError `config` for a request that the helper would refuse; checked before the password dialog appears */
export function refuseUnsupportedByHelper(target: ContainerTarget): void {
  const unsupported = (Object.keys(UNSUPPORTED_BY_HELPER) as (keyof typeof UNSUPPORTED_BY_HELPER)[]).filter((key) =>
    key === 'volumes' ? target.volumes.length > 0 : target[key] !== undefined,
  );
  if (unsupported.length === 0) return;
  const { title } = engineLanguage(target.engine);
  throw new AppError(
    'config',
    `You have no access to ${title}'s socket, and the privileged helper does not support ${unsupported.map((key) => UNSUPPORTED_BY_HELPER[key]).join(', ')}.`,
    { hint: `Omit these options, select an engine that you can access, or get access to ${title}'s socket.` },
  );
}

export const notInspected = (target: ContainerTarget): Problem => ({
  code: 'not-looked',
  severity: 'warning',
  message: `The image ${target.image} was not inspected because you have no access to ${engineLanguage(target.engine).title}'s socket. The preload libraries are expected under their usual names.`,
  hint: 'If the trace contains no events, the image lacks these libraries. docs/instrument-your-image.md shows how to add them.',
});
