import { existsSync } from 'node:fs';
import type { ContainerSpec } from '@shared/engines/container-spec';
import { AppError } from '@shared/model/app-error';
import { parseOrThrow } from '@shared/model/parse';
import { z } from 'zod';

/**
 * Refuses volumes without a source. Podman's Docker-compatible API (4.3) creates a folder in place of a missing source, as
 * `docker run -v` does. Podman's command line and Docker's API refuse.
 * @throws AppError `config` that names the source
 */
export function refuseMissingSources(spec: ContainerSpec): void {
  const missing = spec.volumes.find((volume) => !existsSync(volume.source));
  if (missing)
    throw new AppError('config', `${missing.source} does not exist, so it cannot be bound to ${missing.target}.`, {
      hint: 'Create the folder or file, or name another one.',
    });
}

const limitsSchema = z.object({
  HostConfig: z.object({ Memory: z.number(), CpuQuota: z.number(), NanoCpus: z.number() }),
});

export const asksForLimits = (spec: ContainerSpec): boolean =>
  spec.cpus !== undefined || spec.memoryBytes !== undefined;

/**
 * Refuses a container whose limits were ignored. Where a plain user cannot set limits (control groups v1, or no delegation),
 * Podman's API creates the container without them and only warns.
 * @param reply the engine's reply to an inspection of the created container
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
      hint: 'Omit the limit, or use Docker. With control groups v2 and delegation, a plain user can set limits, too.',
    });
}
