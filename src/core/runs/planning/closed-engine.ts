import { engineLanguage } from '@shared/engines/registry';
import type { Problem } from '@shared/images/readiness';
import { AppError, toAppError } from '@shared/model/app-error';
import type { ContainerTarget } from '@shared/request/run-config';
import { PRELOAD_IDS, PRELOADS, type PreloadId } from '@shared/tracing/preloads';
import type { Engine } from '../../engines/engine';

/** Preload libraries by the names that nearly every image has them under (Debian's liblttng-ust1), for one that nobody looked into. */
export const USUAL_PRELOADS = Object.fromEntries(
  PRELOAD_IDS.map((id) => [id, `${PRELOADS[id].stem}.so.1`]),
) as Readonly<Record<PreloadId, string>>;

/**
 * Whether an engine's refusal means that the helper can do it instead: the socket that refused is the one of root's that the
 * helper speaks to. Any other, which DOCKER_HOST may name, is another engine.
 */
export async function isClosed(engine: Engine, error: unknown, signal: AbortSignal): Promise<boolean> {
  const { systemSocket } = engineLanguage(engine.id);
  if (toAppError(error).code !== 'denied' || systemSocket === null) return false;
  return (await engine.probe(signal)).endpoint === systemSocket;
}

/** What the helper does not pass on: each would be a way to reach more of the machine than a container may. */
const NOT_PASSED_ON = {
  volumes: 'volumes',
  workdir: 'a working directory',
  user: 'a user',
  network: 'a network',
  cpus: 'a limit of processors',
  memoryBytes: 'a limit of memory',
} as const;

/** @throws AppError `config` for a request that the helper would refuse, before anybody is asked for a password */
export function refuseUnsupportedByHelper(target: ContainerTarget): void {
  const asked = (Object.keys(NOT_PASSED_ON) as (keyof typeof NOT_PASSED_ON)[]).filter((key) =>
    key === 'volumes' ? target.volumes.length > 0 : target[key] !== undefined,
  );
  if (asked.length === 0) return;
  const { title } = engineLanguage(target.engine);
  throw new AppError(
    'config',
    `${title}'s socket is closed to you, and the helper passes on image, command and environment alone: not ${asked.map((key) => NOT_PASSED_ON[key]).join(', ')}.`,
    { hint: `Leave that out, choose an engine that you may use, or get access to ${title}'s socket.` },
  );
}

export const notInspected = (target: ContainerTarget): Problem => ({
  code: 'not-looked',
  severity: 'warning',
  message: `Nobody has looked into ${target.image}: ${engineLanguage(target.engine).title}'s socket is closed to you. Preload libraries go by their usual names.`,
  hint: 'Where no events come, the image lacks them: docs/instrument-your-image.md shows the lines.',
});
