import { z } from 'zod';
import { installCommands } from '../install/packages';
import type { ErrorData } from '../model/app-error';

/**
 * The rights that a step requires. `none`: the user's own · `group`: access to the running root session daemon, by its group ·
 * `helper`: the privileged helper, which a password starts.
 */
export const privilegeSchema = z.enum(['none', 'group', 'helper']);
export type Privilege = z.infer<typeof privilegeSchema>;

/** The facts that determine how this process can reach the root session daemon. Probed again for each plan. */
export const rootAccessSchema = z.object({
  isRoot: z.boolean(),
  daemon: z.enum(['running', 'absent']),
  /** Whether this process is in the group `tracing`, which can control the root daemon. */
  group: z.enum(['member', 'not-member', 'no-such-group']),
  /** `unsafe`: users other than root can change the files of an installed package that would run as root. */
  elevation: z.enum(['up', 'possible', 'no-pkexec', 'unsafe']),
  /** Whether the app was started from a checkout, so that root would run files that the user can edit. */
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

const WITHOUT_PASSWORD =
  'To record without a password, have an administrator run `sudo lttng-sessiond --daemonize` and `sudo usermod -aG tracing "$USER"`, then log in again.';
const WITHOUT_KERNEL = 'Recording userspace alone needs no privilege.';

/** The lowest level at which this process can use the root session daemon, which kernel events require. Or why there is none. */
export function kernelLevel(access: RootAccess): LevelChoice | { refusal: ErrorData } {
  if (access.isRoot)
    return { level: 'none', reason: 'Kernel events require root. You are root, so no password is required.' };
  if (access.daemon === 'running' && access.group === 'member')
    return {
      level: 'group',
      reason:
        'Kernel events require the root session daemon. It is running and you are in its group, so no password is required.',
    };
  if (access.group === 'no-such-group')
    return refuse(
      'missing',
      'Kernel events require the group tracing, which does not exist on this machine.',
      'Run `sudo groupadd --system tracing`.',
    );
  const lack =
    access.daemon === 'running'
      ? 'you are not in the group of the root session daemon'
      : access.group === 'member'
        ? 'the root session daemon is not running'
        : 'the root session daemon is not running and you are not in its group';
  if (access.elevation === 'no-pkexec')
    return refuse(
      'missing',
      `Kernel events cannot be recorded, because ${lack}. The app cannot ask for a password, because pkexec is not installed.`,
      `Run ${installCommands('pkexec')}. ${WITHOUT_PASSWORD}`,
    );
  if (access.elevation === 'unsafe')
    return refuse(
      'denied',
      'Kernel events cannot be recorded. The helper is not started as root, because users other than root can change its files.',
      `Install the package again as root. ${WITHOUT_PASSWORD}`,
    );
  if (access.elevation === 'up') return helperLevel(access, 'Kernel events require the root session daemon.');
  return helperLevel(access, `Kernel events require the helper, because ${lack}.`);
}

/** The level of the helper, with what the user will be asked. */
const helperLevel = ({ elevation, fromCheckout }: RootAccess, reason: string): LevelChoice =>
  elevation === 'up'
    ? { level: 'helper', reason: `${reason} The helper is running, so no password is required.` }
    : {
        level: 'helper',
        reason: `${reason} You will be asked for your password once.`,
        ...(fromCheckout
          ? { caution: 'This is a checkout. Root will run files that you, and programs that you run, can change.' }
          : {}),
      };

/**
 * For userspace events of a member of the root daemon's group, while that daemon runs and user namespaces are not allowed. LTTng
 * then starts no private daemon for this user.
 */
export const SHARED_DAEMON: LevelChoice = {
  level: 'group',
  reason:
    'The root session daemon records userspace. You are in the group tracing, and without a user namespace, which this system does not allow, LTTng starts no private daemon for you. No password is required.',
  caution: 'Every traced program on this machine uses that daemon, so the trace can contain events of other programs.',
};

/** The level for an engine whose socket the user cannot access: the helper, or why it is not available. */
export function engineLevel(access: RootAccess, engine: string): LevelChoice | { refusal: ErrorData } {
  const noAccess = `You have no access to the socket of ${engine}`;
  if (access.elevation === 'no-pkexec')
    return refuse(
      'denied',
      `${noAccess}, and pkexec, which the helper requires, is not installed.`,
      `Run ${installCommands('pkexec')}, or get access to the socket.`,
    );
  if (access.elevation === 'unsafe')
    return refuse(
      'denied',
      `${noAccess}. The helper is not started as root, because users other than root can change its files.`,
      'Install the package again as root.',
    );
  return helperLevel(access, `${noAccess}, so the helper creates and runs the container.`);
}

const refuse = (code: ErrorData['code'], message: string, hint: string): { refusal: ErrorData } => ({
  refusal: { code, message, hint: `${hint} ${WITHOUT_KERNEL}` },
});

const ORDER: readonly Privilege[] = privilegeSchema.options;

/** The highest of several levels, which the whole plan requires. */
export const highestLevel = (levels: readonly Privilege[]): Privilege =>
  levels.reduce((most, level) => (ORDER.indexOf(level) > ORDER.indexOf(most) ? level : most), 'none');

/** Whether this process or the helper does the work; undefined means the user's own rights. */
export const reachOf = (access: LevelChoice | undefined): 'self' | 'helper' =>
  access?.level === 'helper' ? 'helper' : 'self';
