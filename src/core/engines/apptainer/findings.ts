import type { EngineState } from '@shared/model/capabilities';
import { toInstall } from '../../files/install-hint';
import type { EngineFinding, SupportedLimits } from '../engine-finding';
import type { SifMount } from './program';

/** @param mount undefined when root, or root's starter program, mounts SIF files */
export function sifFinding(mount: SifMount | undefined): EngineFinding {
  if (mount === undefined || mount === 'fuse')
    return { topic: 'storage', state: 'good', summary: 'SIF files are mounted. Sandbox folders run in place.' };
  const closed = mount === 'closed';
  return {
    topic: 'storage',
    state: 'caution',
    summary: closed
      ? 'You have no access to /dev/fuse, so each run of a SIF file unpacks it first.'
      : 'squashfuse is not installed, so each run of a SIF file unpacks it first.',
    why: 'Unpacking takes some seconds and as much space as the image. Sandbox folders are not affected.',
    remedy: closed
      ? `echo 'KERNEL=="fuse", MODE="0666"' | sudo tee /etc/udev/rules.d/99-fuse.rules && sudo chmod 0666 /dev/fuse`
      : toInstall('squashfuse'),
  };
}

export function networkFinding(isRoot: boolean): EngineFinding {
  return {
    topic: 'network',
    state: 'good',
    summary: isRoot
      ? "Containers get this machine's network, no network, or a network that root configured."
      : "Containers get this machine's network, or no network.",
  };
}

/** @param reason why some limits cannot be set, as the end of a sentence */
export function limitsFinding({ memory, cpu }: SupportedLimits, reason: string): EngineFinding {
  const unsupported = [...(memory ? [] : ['memory']), ...(cpu ? [] : ['processors'])];
  if (unsupported.length === 0)
    return { topic: 'limits', state: 'good', summary: 'Memory and processors of a container can be limited.' };
  return {
    topic: 'limits',
    state: 'note',
    summary: `Apptainer cannot limit ${unsupported.join(' and ')} ${reason}.`,
    why: 'Only recordings with such a limit are refused. Without root, limits require control groups v2 that systemd delegates. Root requires writable control groups.',
  };
}

/** Which user a container's programs run as. */
export function usersFinding({ rootless }: EngineState, hasSetUid: boolean): EngineFinding {
  return {
    topic: 'users',
    state: 'good',
    summary: !rootless
      ? "A container's programs run as this machine's root."
      : `A container's programs run as you, ${hasSetUid ? "set up by root's starter program" : 'set up in a user namespace'}.`,
  };
}
