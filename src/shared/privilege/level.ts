import { z } from 'zod';
import type { ErrorData } from '../model/app-error';

/**
 * With whose rights a step is done. `none`: the user's own, which for root are all · `group`: through the root session
 * daemon, which runs and whose group the user is in · `helper`: by the program that one password starts.
 */
export const privilegeSchema = z.enum(['none', 'group', 'helper']);
export type Privilege = z.infer<typeof privilegeSchema>;

/** What decides how the root session daemon can be reached; asked of the machine anew for each plan. */
export const rootAccessSchema = z.object({
  isRoot: z.boolean(),
  daemon: z.enum(['running', 'absent']),
  /** The group that may drive the root daemon, `tracing`, and whether this process has it. */
  group: z.enum(['member', 'not-member', 'no-such-group']),
  /** `unsafe`: what would run as root belongs to somebody else than root, or others may write it, in an installed package. */
  elevation: z.enum(['up', 'possible', 'no-pkexec', 'unsafe']),
  /** Started from a checkout: root is about to run files that the user can edit. */
  fromCheckout: z.boolean(),
});
export type RootAccess = z.infer<typeof rootAccessSchema>;

export const levelChoiceSchema = z.object({
  level: privilegeSchema,
  /** One sentence for the user. */
  reason: z.string(),
  caution: z.string().optional(),
});
export type LevelChoice = z.infer<typeof levelChoiceSchema>;

const DAEMON_BY_HAND =
  'Have an administrator run `sudo lttng-sessiond --daemonize` and `sudo usermod -aG tracing "$USER"`, then log in again: no password is asked for then.';
const WITHOUT_KERNEL = 'Recording userspace alone needs no privilege.';

/** Kernel events need the root session daemon: the lowest level at which this process reaches it, or why there is none. */
export function kernelLevel(access: RootAccess): LevelChoice | { refusal: ErrorData } {
  if (access.isRoot) return { level: 'none', reason: 'Kernel events need root, and this is root: no password.' };
  if (access.daemon === 'running' && access.group === 'member')
    return {
      level: 'group',
      reason: 'Kernel events need the root session daemon; it runs and you are in its group: no password.',
    };
  if (access.group === 'no-such-group')
    return refuse(
      'missing',
      'Kernel events need the group tracing, and this machine has none.',
      'Run `sudo groupadd --system tracing`.',
    );
  const lack =
    access.daemon === 'running'
      ? 'it runs, but you are not in its group'
      : access.group === 'member'
        ? 'it does not run'
        : 'it does not run, and you are not in its group';
  if (access.elevation === 'no-pkexec')
    return refuse(
      'missing',
      `Kernel events need the root session daemon; ${lack}, and pkexec, which would ask for a password, is not installed.`,
      `Run \`sudo apt-get install pkexec\`. Or without a password: ${DAEMON_BY_HAND}`,
    );
  if (access.elevation === 'unsafe')
    return refuse(
      'denied',
      'The installed program or its runtime can be changed by others than root: it is not started as root.',
      `Install the package again as root. Or without a password: ${DAEMON_BY_HAND}`,
    );
  if (access.elevation === 'up')
    return {
      level: 'helper',
      reason: `Kernel events need the root session daemon; the helper, which is up, serves: no password.`,
    };
  return {
    level: 'helper',
    reason: `Kernel events need the root session daemon; ${lack}: the helper is started, for one password.`,
    ...(access.fromCheckout
      ? { caution: 'This is a checkout: root is about to run files that you, and programs of yours, can edit.' }
      : {}),
  };
}

/**
 * Userspace of somebody who is in the root daemon's group while that one runs, where user namespaces are not allowed: LTTng
 * lets them start no daemon of their own.
 */
export const SHARED_DAEMON: LevelChoice = {
  level: 'group',
  reason:
    'You are in the group tracing and the root session daemon runs: LTTng gives you no other, and this system no user namespace for one, so it records userspace: no password.',
  caution: 'Every traced program of this machine reaches that daemon: events of others can be in the trace.',
};

/** For an engine whose socket the user may not use: the helper, or why not. */
export function engineLevel(access: RootAccess, engine: string): LevelChoice | { refusal: ErrorData } {
  const socket = `${engine}'s socket is closed to you`;
  if (access.elevation === 'no-pkexec')
    return refuse(
      'denied',
      `${socket}, and pkexec is not installed.`,
      'Run `sudo apt-get install pkexec`, or get access to the socket.',
    );
  if (access.elevation === 'unsafe')
    return refuse(
      'denied',
      `${socket}, and the installed program can be changed by others than root.`,
      'Install the package again as root.',
    );
  return { level: 'helper', reason: `${socket}: the helper makes and runs the container.` };
}

const refuse = (code: ErrorData['code'], message: string, hint: string): { refusal: ErrorData } => ({
  refusal: { code, message, hint: `${hint} ${WITHOUT_KERNEL}` },
});

const ORDER: readonly Privilege[] = privilegeSchema.options;

/** The highest of several: what a whole plan needs. */
export const highestLevel = (levels: readonly Privilege[]): Privilege =>
  levels.reduce((most, level) => (ORDER.indexOf(level) > ORDER.indexOf(most) ? level : most), 'none');

/** By ourselves, or through the helper; left out is with the user's own rights. */
export const reachOf = (access: LevelChoice | undefined): 'self' | 'helper' =>
  access?.level === 'helper' ? 'helper' : 'self';
