import { createBody } from './container-arguments';
import type { ContainerSpec, Volume } from './container-spec';

/** Podman's API writes `Mounts` into a line of CSV without quotes, and reads it again (4.3, specgenutil): these do not survive. */
const CSV_SIGNS = /[",\r\n]/;

const needsBind = ({ source, target }: Volume): boolean => CSV_SIGNS.test(source) || CSV_SIGNS.test(target);

/** A volume that Podman's API has no words for: `Binds`, which it takes as they are, end a path at a colon. */
export const cannotBeSaid = (volume: Volume): boolean =>
  needsBind(volume) && (volume.source.includes(':') || volume.target.includes(':'));

/**
 * createBody for Podman's Docker-compatible API.
 * @param spec without volumes that cannot be said
 */
export function podmanBody(spec: ContainerSpec) {
  const body = createBody({ ...spec, volumes: spec.volumes.filter((volume) => !needsBind(volume)) });
  const binds = spec.volumes
    .filter(needsBind)
    .map(({ source, target, readOnly }) => `${source}:${target}:${readOnly ? 'ro' : 'rw'}`);
  return { ...body, HostConfig: { ...body.HostConfig, ...(binds.length > 0 ? { Binds: binds } : {}) } };
}
