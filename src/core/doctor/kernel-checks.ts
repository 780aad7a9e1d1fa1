import { constants } from 'node:fs';
import { access, readFile } from 'node:fs/promises';
import { arch, release } from 'node:os';
import { join } from 'node:path';
import type { Finding } from './finding';
import type { Ground } from './ground';

export const kernelCheck = (): Finding => ({ state: 'good', summary: `Linux ${release()}, ${arch()}.` });

/**
 * What kernel recording will need, said plainly: this version records userspace only, so nothing of it is missing now.
 * Modules by modprobe's own list, modules.dep(5); the tracer's folder as the kernel's ftrace documentation names it.
 */
export async function kernelTracerCheck({ root }: Ground): Promise<Finding> {
  const [modules, tracefs] = await Promise.all([lttngModules(root), canRead(join(root, 'sys/kernel/tracing/events'))]);
  return {
    state: 'note',
    summary: `Comes in a later version; it will need root and lttng-modules, ${modules}.`,
    why: `This version records what programs do in userspace, which needs neither. /sys/kernel/tracing is ${
      tracefs ? 'readable for you' : 'not readable for you'
    }.`,
  };
}

async function lttngModules(root: string): Promise<string> {
  if (await canRead(join(root, 'sys/module/lttng_tracer'))) return 'which is loaded';
  const list = join(root, 'lib/modules', release(), 'modules.dep');
  const known = await readFile(list, 'utf8').catch(() => ''); // a kernel without modules has no such list
  return /\/lttng-tracer\.ko/.test(known) ? 'which is installed' : 'which is not installed for this kernel';
}

/** Rootless containers, and the sandbox of the window, are made of user namespaces. Sources: user_namespaces(7), Debian's and Ubuntu's own switches. */
export async function userNamespacesCheck({ root, uid }: Ground): Promise<Finding> {
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

const canRead = (path: string): Promise<boolean> =>
  access(path, constants.R_OK).then(
    () => true,
    () => false,
  );
