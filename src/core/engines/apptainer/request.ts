import type { ContainerSpec } from '@shared/engines/container-spec';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import { refuseMissingSources } from '../spec-checks';
import { limitsHere, whyNoLimits } from './control-groups';
import { refuseFakerootWithoutIds } from './fakeroot';

/**
 * Refuses, when the container is created, what Apptainer would refuse at the start or silently ignore. Names the setting.
 * @throws AppError `config`
 */
export function refuseImpossible(spec: ContainerSpec, uid: number): void {
  refuseMissingSources(spec);
  const options = spec.options ?? [];
  const { options: known } = engineLanguage('apptainer');
  const unknown = options.find((option) => !known.some(({ id }) => id === option));
  if (unknown !== undefined)
    throw refused(
      `Apptainer has no option ${unknown} here.`,
      `The options are: ${known.map(({ id }) => id).join(', ')}.`,
    );
  if (spec.user !== undefined && !/^\d+(:\d+)?$/.test(spec.user))
    throw refused(`Apptainer requires a numeric user id, not ${spec.user}.`, 'Enter UID or UID:GID.');
  if (spec.user !== undefined && options.includes('fakeroot'))
    throw refused('Apptainer cannot combine another user with the option fakeroot.', 'Omit one of them.');
  if (options.includes('fakeroot')) refuseFakerootWithoutIds(uid);
  if (spec.network !== undefined && !['host', 'none'].includes(spec.network) && uid !== 0)
    throw refused(`Only root can use the network ${spec.network} with Apptainer.`, 'Choose the network none or host.');
  const supported = limitsHere(uid);
  const limits = [
    ...(spec.memoryBytes && !supported.memory ? ['memory'] : []),
    ...(spec.cpus && !supported.cpu ? ['processors'] : []),
  ];
  if (limits.length > 0)
    throw refused(
      `Apptainer cannot limit ${limits.join(' and ')} ${whyNoLimits(uid)}.`,
      'Omit the limit. With control groups v2 and systemd, a plain user can set limits, too.',
    );
}

const refused = (message: string, hint: string): AppError => new AppError('config', message, { hint });
