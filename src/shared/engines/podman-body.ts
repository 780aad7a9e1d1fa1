import { createBody } from './container-arguments';
import type { ContainerSpec, Volume } from './container-spec';

/** Characters that break `Mounts`: Podman's API writes them into a line of CSV without quotes and parses it (4.3, specgenutil). */
const CSV_SIGNS = /[",\r\n]/;

const needsBind = ({ source, target }: Volume): boolean => CSV_SIGNS.test(source) || CSV_SIGNS.test(target);

/** Whether Podman's API cannot express a volume: it needs `Binds`, in which a colon ends a path. */
export const isUnsupportedVolume = (volume: Volume): boolean =>
  needsBind(volume) && (volume.source.includes(':') || volume.target.includes(':'));

/**
 * Adapts createBody to Podman's Docker-compatible API.
 * @param spec without unsupported volumes
 */
export function podmanBody(spec: ContainerSpec) {
  const body = createBody({ ...spec, volumes: spec.volumes.filter((volume) => !needsBind(volume)) });
  const binds = spec.volumes
    .filter(needsBind)
    .map(({ source, target, readOnly }) => `${source}:${target}:${readOnly ? 'ro' : 'rw'}`);
  return { ...body, HostConfig: { ...body.HostConfig, ...(binds.length > 0 ? { Binds: binds } : {}) } };
}
