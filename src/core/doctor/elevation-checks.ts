import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RootAccess } from '@shared/privilege/level';
import { findProgram } from '../engines/find-program';
import { toInstall } from '../files/install-hint';
import type { Environment } from './environment';
import type { Finding } from './finding';

const ONCE =
  'Recording the kernel without the group tracing, or using an engine without access to its socket, requires your password once.';

/** Checks pkexec(1) of polkit. Whether an authentication agent is running cannot be checked without a request. */
export function pkexecCheck(
  { env, uid }: Pick<Environment, 'env' | 'uid'>,
  { elevation, fromCheckout }: RootAccess,
): Finding {
  if (uid === 0) return { state: 'good', summary: 'You are root, so no password is needed.' };
  if (elevation === 'up')
    return { state: 'good', summary: 'The privileged helper is running, so no further password is needed.' };
  if (elevation === 'no-pkexec')
    return {
      state: 'note',
      summary: 'pkexec is not installed, so the password dialog cannot appear.',
      why: ONCE,
      remedy: toInstall('pkexec'),
    };
  if (elevation === 'unsafe')
    return {
      state: 'caution',
      summary: 'Users other than root can change the installed program, so it is not started as root.',
      why: `${ONCE} A program that runs as root must belong to root. Install the package again as root, or use the group tracing.`,
    };
  const checkout = fromCheckout ? ' This is a checkout, so root would run files that you can edit.' : '';
  // The variables of desktops and of ssh(1) are the only hints.
  const remote = env['SSH_CONNECTION'] && !env['DISPLAY'] && !env['WAYLAND_DISPLAY'];
  if (remote && !findProgram('pkttyagent', env))
    return {
      state: 'note',
      summary: 'pkexec is installed, but pkttyagent, which asks for the password in a terminal, is not.',
      why: `${ONCE} Over ssh there is no other authentication agent.${checkout}`,
      remedy: toInstall('pkttyagent'),
    };
  if (remote)
    return {
      state: 'good',
      summary: 'pkexec is installed. Over ssh, the command line asks for the password in its terminal.',
      why: `${ONCE} The terminal must be in the foreground.${checkout}`,
    };
  return {
    state: 'good',
    summary: 'pkexec is installed. It was not checked whether an authentication agent is running.',
    why: `${ONCE} Desktops include an agent. To test the dialog, run \`pkexec true\`.${checkout}`,
  };
}

/** Checks the group whose members may use the root session daemon: lttng-sessiond(8). */
export async function tracingGroupCheck(environment: Environment, { group }: RootAccess): Promise<Finding> {
  const why =
    'Members of the group record the kernel through the root session daemon without a password. They can see the whole kernel. Userspace needs no group.';
  if (environment.uid === 0) return { state: 'good', summary: 'Root does not need the group.' };
  if (group === 'no-such-group')
    return {
      state: 'note',
      summary: 'There is no group tracing on this machine.',
      why: `${why} The privileged helper needs the group, too. Debian's package lttng-tools creates it.`,
      remedy: 'sudo groupadd --system tracing',
    };
  if (group === 'member') return { state: 'good', summary: 'You are a member of the group.', why };
  if ((await membersOf(join(environment.root, 'etc/group'))).includes(environment.userName))
    return {
      state: 'note',
      summary: 'You are a member of the group, but not yet in this session. Log out and in again.',
      why: `${why} A session keeps the groups that it started with.`,
    };
  return {
    state: 'note',
    summary: 'You are not a member of the group, so recording the kernel requires a password.',
    why: `${why} After this command, log out and in again.`,
    remedy: 'sudo usermod -aG tracing "$USER"',
  };
}

/** The last field of a line of group(5): `tracing:x:106:anna,ben`. */
async function membersOf(path: string): Promise<string[]> {
  const text = await readFile(path, 'utf8').catch(() => ''); // no such file: no group has members
  const names = /^tracing:[^:]*:\d+:(.*)$/m.exec(text)?.[1] ?? '';
  return names.split(',').filter(Boolean);
}
