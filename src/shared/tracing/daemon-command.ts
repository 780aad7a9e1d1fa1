import type { DaemonRef } from '../planning/step';

/**
 * A client in the root daemon's group connects to the root daemon while that is running, whatever LTTNG_HOME is (2.13,
 * set_session_daemon_path in liblttng-ctl). This group has no members.
 */
const NO_GROUP = 'nobody-is-in-this-group';

/** Options of lttng(1) that make a client connect to this daemon and to no other. */
export const clientOptions = (daemon: DaemonRef): string[] =>
  daemon.kind === 'private' ? [`--group=${NO_GROUP}`] : [];

/**
 * The program and the arguments of a session daemon. An isolated one runs in a user namespace without the root daemon's
 * group: for a member of that group, lttng-sessiond ends because the root daemon is already running (2.13,
 * check_existing_daemon). Only the user is mapped there. Events of all other users are recorded under user id 65534.
 * @param deathSignal what the kernel sends an isolated daemon when its parent ends; others are set up by the caller
 */
export const daemonCommand = (daemon: DaemonRef, deathSignal: 'TERM' | 'KILL' = 'TERM'): [string, string[]] => {
  // setpriv comes after unshare(1): a change of credentials clears the parent-death signal (prctl(2)).
  const isolated = [
    '--user',
    '--map-current-user',
    '--',
    'setpriv',
    '--pdeathsig',
    deathSignal,
    '--',
    'lttng-sessiond',
  ];
  return daemon.kind === 'private' && daemon.isolated ? ['unshare', isolated] : ['lttng-sessiond', []];
};

/** A command that succeeds if such a user namespace can be created. It needs unshare(1) of util-linux 2.37 or later. */
export const CAN_ISOLATE: [string, string[]] = ['unshare', ['--user', '--map-current-user', '--', 'true']];
