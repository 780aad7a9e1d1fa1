import type { ContainerSpec } from '@shared/engines/container-spec';
import { engineLanguage } from '@shared/engines/registry';
import { AppError } from '@shared/model/app-error';
import { refuseMissingSources } from '../spec-checks';
import { limitsHere, whyNoLimits } from './control-groups';
import { refuseFakerootWithoutIds } from './fakeroot';

/**
 * What Apptainer would refuse while it starts, or pass over without a word, is refused when the container is made, by the name of
 * what was asked for.
 * @throws AppError `config`
 */
export function refuseImpossible(spec: ContainerSpec, uid: number): void {
  refuseMissingSources(spec);
  const options = spec.options ?? [];
  const { options: known } = engineLanguage('apptainer');
  const unknown = options.find((option) => !known.some(({ id }) => id === option));
  if (unknown !== undefined)
    throw refused(`Apptainer has no option ${unknown} here.`, `Choose of: ${known.map(({ id }) => id).join(', ')}.`);
  if (spec.user !== undefined && !/^\d+(:\d+)?$/.test(spec.user))
    throw refused(
      `Apptainer takes a user by its number, not ${spec.user}.`,
      'Give a user id, with :group id behind it.',
    );
  if (spec.user !== undefined && options.includes('fakeroot'))
    throw refused('Apptainer takes either another user or the option fakeroot, not both.', 'Leave one of them out.');
  if (options.includes('fakeroot')) refuseFakerootWithoutIds(uid);
  if (spec.network !== undefined && !['host', 'none'].includes(spec.network) && uid !== 0)
    throw refused(`Apptainer gives the network ${spec.network} to root alone.`, 'Choose the network none or host.');
  const able = limitsHere(uid);
  const limits = [
    ...(spec.memoryBytes && !able.memory ? ['memory'] : []),
    ...(spec.cpus && !able.cpu ? ['processors'] : []),
  ];
  if (limits.length > 0)
    throw refused(
      `Apptainer cannot limit ${limits.join(' and ')} ${whyNoLimits(uid)}.`,
      'Leave the limit out. With control groups v2 and systemd a plain user may set limits, too.',
    );
}

const refused = (message: string, hint: string): AppError => new AppError('config', message, { hint });
