import type { DaemonRef } from '../planning/step';

/**
 * A client that is in the group of the root daemon speaks to that one while it runs, wherever LTTNG_HOME is (2.13,
 * set_session_daemon_path in liblttng-ctl). Nobody is in this group.
 */
const NO_GROUP = 'nobody-is-in-this-group';

/** Options of lttng(1) that make a client speak to this daemon and to no other. */
export const clientOptions = (daemon: DaemonRef): string[] =>
  daemon.kind === 'private' ? [`--group=${NO_GROUP}`] : [];

/**
 * The words of a session daemon of the user's own. An isolated one runs in a user namespace in which nobody is in the root
 * daemon's group: lttng-sessiond takes the root daemon that runs for its user's, and ends, where they are in its group
 * (2.13, check_existing_daemon). Users that are not mapped there, all but the user, are 65534 to it: their events are
 * recorded under that number.
 */
export const daemonCommand = (daemon: DaemonRef): [string, string[]] => {
  // The parent-death signal is set behind unshare(1): it would not outlive a change of credentials (prctl(2)).
  const isolated = ['--user', '--map-current-user', '--', 'setpriv', '--pdeathsig', 'TERM', '--', 'lttng-sessiond'];
  return daemon.kind === 'private' && daemon.isolated ? ['unshare', isolated] : ['lttng-sessiond', []];
};

/** A program that succeeds where user namespaces can be made so: unshare(1) of util-linux 2.37 or later, and a kernel that lets it. */
export const CAN_ISOLATE: [string, string[]] = ['unshare', ['--user', '--map-current-user', '--', 'true']];
