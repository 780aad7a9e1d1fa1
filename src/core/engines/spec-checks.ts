import { existsSync } from 'node:fs';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { z } from 'zod';

/**
 * Podman's Docker-compatible API makes a folder of the name of a bind's missing source (4.3), as `docker run -v` does; its
 * command line and Docker's API refuse.
 * @throws AppError `config` that names the source
 */
export function refuseMissingSources(spec: ContainerSpec): void {
  const missing = spec.volumes.find((volume) => !existsSync(volume.source));
  if (missing)
    throw new AppError('config', `${missing.source} does not exist, so it cannot be bound to ${missing.target}.`, {
      hint: 'Make it, or name another folder or file.',
    });
}

const limitsSchema = z.object({
  HostConfig: z.object({ Memory: z.number(), CpuQuota: z.number(), NanoCpus: z.number() }),
});

export const asksForLimits = (spec: ContainerSpec): boolean =>
  spec.cpus !== undefined || spec.memoryBytes !== undefined;

/**
 * Where a plain user may not set limits (control groups v1, or no delegation), Podman's API makes the container without them
 * and tells it in a warning only.
 * @param reply the engine's own words about the created container
 * @throws AppError `config` that names the limit
 */
export function refuseIgnoredLimits(reply: unknown, spec: ContainerSpec): void {
  const { HostConfig } = parseOrThrow(limitsSchema, reply, "The engine's answer about the container");
  const ignored = [
    ...(spec.memoryBytes !== undefined && HostConfig.Memory === 0 ? ['memory'] : []),
    ...(spec.cpus !== undefined && HostConfig.CpuQuota === 0 && HostConfig.NanoCpus === 0 ? ['processors'] : []),
  ];
  if (ignored.length > 0)
    throw new AppError('config', `Podman cannot limit ${ignored.join(' and ')} here without root.`, {
      hint: 'Leave the limit out, or use Docker. With control groups v2 a plain user may set limits, too.',
    });
}
