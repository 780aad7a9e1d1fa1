import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootAccess } from '@shared/privilege/level';
import type { Environment } from './environment';
import type { Finding } from './finding';

const ONCE =
  'Kernel recording without the group tracing, or an engine that is closed to you, needs one password, once.';

/** pkexec is polkit's; whether an agent that shows the dialog runs, nobody can tell but by asking for something. */
export function pkexecCheck(
  { env, uid }: Pick<Environment, 'env' | 'uid'>,
  { elevation, fromCheckout }: RootAccess,
): Finding {
  if (uid === 0) return { state: 'good', summary: 'This is root: there is nothing to ask a password for.' };
  if (elevation === 'up') return { state: 'good', summary: 'The helper is up: no password is asked for again.' };
  if (elevation === 'no-pkexec')
    return {
      state: 'note',
      summary: 'pkexec is not installed: no password can be asked for.',
      why: ONCE,
      remedy: 'sudo apt-get install pkexec',
    };
  if (elevation === 'unsafe')
    return {
      state: 'caution',
      summary: 'The installed program can be changed by others than root: it is not started as root.',
      why: `${ONCE} What runs as root must belong to root. Install the package again as root, or use the group tracing.`,
    };
  const checkout = fromCheckout ? ' This is a checkout: root would run files that you can edit.' : '';
  // What desktops and ssh(1) say of the session; neither makes the other sure.
  const remote = env['SSH_CONNECTION'] && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (remote)
    return {
      state: 'note',
      summary: 'pkexec is installed; over ssh nobody shows its dialog, unless an agent of yours runs.',
      why: `${ONCE} Run \`pkttyagent --process ${'$$'}\` in that terminal beforehand, or use the group tracing.${checkout}`,
    };
  return {
    state: 'good',
    summary: 'pkexec is installed; whether an authentication agent runs shows only when it asks.',
    why: `${ONCE} Desktops bring an agent. To see the dialog now, run \`pkexec true\`.${checkout}`,
  };
}

/** Members of the group may use root's session daemon: lttng-sessiond(8). */
export async function tracingGroupCheck(environment: Environment, { group }: RootAccess): Promise<Finding> {
  const why =
    "Its members record the kernel through root's session daemon without a password, and so see the whole kernel. Userspace needs no group.";
  if (environment.uid === 0) return { state: 'good', summary: 'Root needs no group.' };
  if (group === 'no-such-group')
    return {
      state: 'note',
      summary: 'There is no group tracing on this machine.',
      why: `${why} The helper needs the group, too. Debian's lttng-tools makes it.`,
      remedy: 'sudo groupadd --system tracing',
    };
  if (group === 'member') return { state: 'good', summary: 'You are in it.', why };
  if ((await membersOf(join(environment.root, 'etc/group'))).includes(environment.userName))
    return {
      state: 'note',
      summary: 'You are in it, but not in this session: log out and in again.',
      why: `${why} A session has the groups of the moment when it began.`,
    };
  return {
    state: 'note',
    summary: 'You are not in it: recording the kernel takes one password.',
    why: `${why} After this command log out and in again.`,
    remedy: 'sudo usermod -aG tracing "$USER"',
  };
}

/** The last field of a line of group(5): `tracing:x:106:anna,ben`. */
async function membersOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => ''); // no such file: nobody is in any group
  const names = /^tracing:[^:]*:\d+:(.*)$/m.exec(text)?.[1] ?? '';
  return names.split(',').filter(Boolean);
}
