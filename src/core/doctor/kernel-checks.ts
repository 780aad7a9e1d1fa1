import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import type { KernelCapability, KernelTracer, KernelTracerState } from '@shared/model/capabilities';
import { kernelBuffersFor } from '@shared/tracing/kernel-recording';
import type { Environment } from './environment';
import { gib } from './file-system';
import type { Finding } from './finding';

export const kernelCheck = (): Finding => ({ state: 'good', summary: `Linux ${release()}, ${arch()}.` });

/** Without modules nothing is broken, kernel recording is only not there; what was meant to work and does not is a caution. */
const TRACER_STATES: Record<KernelTracerState, Finding['state']> = {
  loaded: 'good',
  installed: 'good',
  'not-installed': 'note',
  contained: 'note',
  'no-modules': 'note',
  refused: 'caution',
  'build-failed': 'caution',
  'no-headers': 'caution',
  'not-built': 'caution',
  'not-rebuilt': 'caution',
  restart: 'caution',
  unknown: 'caution',
};

const USERSPACE_GOES_ON = 'Userspace is recorded without it.';

export function kernelTracerCheck({ state, reason, why, remedy }: KernelTracer): Finding {
  const is = TRACER_STATES[state];
  return {
    state: is,
    summary: reason,
    why: is === 'good' ? why : `${why} ${USERSPACE_GOES_ON}`,
    ...(remedy ? { remedy } : {}),
  };
}

/** What a recording of the kernel would need now: the level, and what it costs. */
export function kernelLevelCheck({ level, refusal, state }: KernelCapability): Finding {
  if (level)
    return {
      state: 'good',
      summary: level.reason,
      ...(level.caution ? { why: level.caution } : {}),
    };
  const works = TRACER_STATES[state] === 'good';
  return {
    state: 'note',
    summary: works && refusal ? refusal.message : "Not possible here: see the kernel's tracer.",
    why: works && refusal?.hint ? refusal.hint : USERSPACE_GOES_ON,
  };
}

/** What the kernel's buffers take while it is recorded, of this machine's memory. */
export function kernelBuffersCheck(machine: { memoryBytes: number; cpus: number }): Finding {
  const { count, sizeKiB } = kernelBuffersFor(machine);
  const size = sizeKiB % 1024 === 0 ? `${sizeKiB / 1024} MiB` : `${sizeKiB} KiB`;
  const all = `${Math.round((count * sizeKiB * machine.cpus) / 1024)} MiB`;
  return {
    state: 'good',
    summary: `${count} x ${size} on each of ${machine.cpus} ${machine.cpus === 1 ? 'processor' : 'processors'}: ${all} of ${gib(machine.memoryBytes)}.`,
    why: 'Only while the kernel is recorded; in too small ones events are discarded, and the trace says so. At most a sixteenth of the memory is taken, unless you choose.',
  };
}

/** Rootless containers, and the sandbox of the window, are made of user namespaces. Sources: user_namespaces(7), Debian's and Ubuntu's own switches. */
export async function userNamespacesCheck({ root, uid }: Environment): Promise<Finding> {
  const [most, debian, ubuntu] = await Promise.all([
    numberIn(join(root, 'proc/sys/user/max_user_namespaces')),
    numberIn(join(root, 'proc/sys/kernel/unprivileged_userns_clone')),
    numberIn(join(root, 'proc/sys/kernel/apparmor_restrict_unprivileged_userns')),
  ]);
  const why = 'Containers without root, and the sandbox of this window, are made of them.';
  if (most === undefined || most === 0)
    return {
      state: 'bad',
      summary: most === 0 ? 'They are switched off.' : 'This kernel has none.',
      why,
      ...(most === 0 ? { remedy: 'sudo sysctl -w user.max_user_namespaces=28633' } : {}),
    };
  if (uid === 0) return { state: 'good', summary: `Up to ${most.toLocaleString('en')}; root may always make them.` };
  if (debian === 0)
    return {
      state: 'bad',
      summary: 'Only root may make them.',
      why,
      remedy: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
    };
  if (ubuntu === 1)
    return {
      state: 'caution',
      summary: 'AppArmor allows them to known programs only.',
      why: `${why} Podman as the distribution ships it is known; a program from elsewhere may not be.`,
      remedy: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    };
  return { state: 'good', summary: `You may make them, up to ${most.toLocaleString('en')}.` };
}

/** The number in a file of /proc/sys; undefined when this kernel has no such switch. */
async function numberIn(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.trim());
}
