import type { Volume } from '@shared/engines/container-spec';
import { cannotBeSaid } from '@shared/engines/podman-body';
import { AppError } from '@shared/model/app-error';

/** @throws AppError `config` for a volume that Podman's API has no words for */
export function refuseUnsayableVolumes(volumes: readonly Volume[]): void {
  const unsayable = volumes.find(cannotBeSaid);
  if (unsayable)
    throw new AppError(
      'config',
      `Podman cannot bind ${JSON.stringify(unsayable.source)} to ${JSON.stringify(unsayable.target)}: the paths have a colon, and a comma, a quote or a line break.`,
      { hint: 'Use paths without colons, for example through a link, or another engine.' },
    );
}
