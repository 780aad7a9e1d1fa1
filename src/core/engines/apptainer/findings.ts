import type { EngineState } from '@shared/model/capabilities';
import type { EngineFinding, HandedDown } from '../engine-finding';
import type { SifMount } from './program';

/** @param mount undefined: root, or a starter of root's, mounts SIF files by itself */
export function sifFinding(mount: SifMount | undefined): EngineFinding {
  if (mount === undefined || mount === 'fuse')
    return { topic: 'storage', state: 'good', summary: 'SIF files are mounted, sandbox folders run as they are.' };
  const closed = mount === 'closed';
  return {
    topic: 'storage',
    state: 'caution',
    summary: closed
      ? '/dev/fuse is closed to you: each run of a SIF file unpacks it first.'
      : 'squashfuse is not installed: each run of a SIF file unpacks it first.',
    why: 'It takes seconds and the space of the image. Sandbox folders are not touched by it.',
    remedy: closed
      ? `echo 'KERNEL=="fuse", MODE="0666"' | sudo tee /etc/udev/rules.d/99-fuse.rules && sudo chmod 0666 /dev/fuse`
      : 'sudo apt-get install squashfuse',
  };
}

export function networkFinding(isRoot: boolean): EngineFinding {
  return {
    topic: 'network',
    state: 'good',
    summary: isRoot
      ? "Containers get this machine's network, none, or one of root's."
      : "Containers get this machine's network, or none.",
  };
}

/** @param reason why some cannot be set, as the end of a sentence */
export function limitsFinding({ memory, cpu }: HandedDown, reason: string): EngineFinding {
  const not = [...(memory ? [] : ['memory']), ...(cpu ? [] : ['processors'])];
  if (not.length === 0)
    return { topic: 'limits', state: 'good', summary: 'Memory and processors of a container can be limited.' };
  return {
    topic: 'limits',
    state: 'note',
    summary: `It cannot limit ${not.join(' and ')} ${reason}.`,
    why: 'Only a recording that asks for such a limit is refused. Without root it takes control groups v2, and a systemd that hands them down; root takes control groups that can be written to.',
  };
}

/** Whose the container's programs are. */
export function usersFinding({ rootless }: EngineState, hasSetUid: boolean): EngineFinding {
  return {
    topic: 'users',
    state: 'good',
    summary: !rootless
      ? "A container's programs are this machine's root."
      : `A container's programs are yours, ${hasSetUid ? "set up by root's starter" : 'set up in a user namespace'}.`,
  };
}
