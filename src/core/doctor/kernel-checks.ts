import { readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import type { KernelCapability, KernelTracer, KernelTracerState } from '@shared/model/capabilities';
import { kernelBuffersFor } from '@shared/tracing/kernel-recording';
import { USERSPACE_STILL_WORKS } from '../kernel-tracer/kernel-tracer';
import type { Environment } from './environment';
import { gib } from './file-system';
import type { Finding } from './finding';

export const kernelCheck = (): Finding => ({ state: 'good', summary: `Linux ${release()}, ${arch()}.` });

/** Kernel recording is optional, so a missing tracer is a note. A tracer that is installed but does not work is a caution. */
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

export function kernelTracerCheck({ state, reason, why, remedy }: KernelTracer): Finding {
  const is = TRACER_STATES[state];
  return {
    state: is,
    summary: reason,
    why: is === 'good' ? why : `${why} ${USERSPACE_STILL_WORKS}`,
    ...(remedy ? { remedy } : {}),
  };
}

export const SEE_KERNEL_TRACER = 'The kernel cannot be recorded. See the check of the kernel tracer.';

/** The level of privilege that recording the kernel needs now, with its consequences. */
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
    summary: works && refusal ? refusal.message : SEE_KERNEL_TRACER,
    why: works && refusal?.hint ? refusal.hint : USERSPACE_STILL_WORKS,
  };
}

/** The memory that the kernel's buffers take during a recording. */
export function kernelBuffersCheck(machine: { memoryBytes: number; cpus: number }): Finding {
  const { count, sizeKiB } = kernelBuffersFor(machine);
  const size = sizeKiB % 1024 === 0 ? `${sizeKiB / 1024} MiB` : `${sizeKiB} KiB`;
  const all = `${Math.round((count * sizeKiB * machine.cpus) / 1024)} MiB`;
  return {
    state: 'good',
    summary: `${count} x ${size} on each of ${machine.cpus} ${machine.cpus === 1 ? 'processor' : 'processors'}: ${all} of ${gib(machine.memoryBytes)}.`,
    why: 'The buffers exist only while the kernel is recorded. If they are too small, events are discarded, and the trace contains a warning. The default is at most a sixteenth of the memory.',
  };
}

/** Rootless containers and the sandbox of the window need user namespaces. Sources: user_namespaces(7), and switches of Debian and Ubuntu. */
export async function userNamespacesCheck({ root, uid }: Environment): Promise<Finding> {
  const [most, debian, ubuntu] = await Promise.all([
    numberIn(join(root, 'proc/sys/user/max_user_namespaces')),
    numberIn(join(root, 'proc/sys/kernel/unprivileged_userns_clone')),
    numberIn(join(root, 'proc/sys/kernel/apparmor_restrict_unprivileged_userns')),
  ]);
  const why = 'Rootless containers and the sandbox of this window need user namespaces.';
  if (most === undefined || most === 0)
    return {
      state: 'bad',
      summary: most === 0 ? 'User namespaces are disabled.' : 'This kernel does not support user namespaces.',
      why,
      ...(most === 0 ? { remedy: 'sudo sysctl -w user.max_user_namespaces=28633' } : {}),
    };
  if (uid === 0)
    return { state: 'good', summary: `Root can create up to ${most.toLocaleString('en')} user namespaces.` };
  if (debian === 0)
    return {
      state: 'bad',
      summary: 'Only root can create user namespaces.',
      why,
      remedy: 'sudo sysctl -w kernel.unprivileged_userns_clone=1',
    };
  if (ubuntu === 1)
    return {
      state: 'caution',
      summary: 'AppArmor allows user namespaces only to known programs.',
      why: `${why} The distribution's Podman is known. A program from another source may not be.`,
      remedy: 'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    };
  return { state: 'good', summary: `You can create up to ${most.toLocaleString('en')} user namespaces.` };
}

/** The number in a file of /proc/sys; undefined if this kernel has no such file. */
async function numberIn(path: string): Promise<number | undefined> {
  const text = await readFile(path, 'utf8').catch(() => undefined);
  return text === undefined ? undefined : Number(text.trim());
}
