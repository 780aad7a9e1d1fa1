import type { Volume } from '@shared/engines/container-spec';
import { isUnsupportedVolume } from '@shared/engines/podman-body';
import { AppError } from '@shared/model/app-error';

/** @throws AppError `config` for a volume that Podman's API cannot express */
export function refuseUnsupportedVolumes(volumes: readonly Volume[]): void {
  const unsupported = volumes.find(isUnsupportedVolume);
  if (unsupported)
    throw new AppError(
      'config',
      `Podman cannot bind ${JSON.stringify(unsupported.source)} to ${JSON.stringify(unsupported.target)}, because the paths contain a colon, and also a comma, a quote or a line break.`,
      { hint: 'Use paths without colons, for example a symbolic link, or use another engine.' },
    );
}
