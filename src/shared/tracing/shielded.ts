/**
 * Signals that a logout, a reboot, a service manager or a job scheduler sends to all processes at once
 * (systemd.kill(5), KillMode=control-group; logind.conf(5), KillUserProcesses). They ask the app to stop. The programs that
 * it needs to stop cleanly must survive them.
 */
export const SENT_TO_ALL = ['HUP', 'INT', 'TERM'] as const;

/**
 * Wraps a command so that these signals do not end the program. Only SIGKILL does. A blocked signal stays blocked after
 * execve(2) and in the program's children. Ignoring it would not be enough, since lttng-sessiond installs handlers.
 * `env --block-signal` needs coreutils 8.31 or later (env(1)).
 */
export const shielded = (file: string, args: readonly string[]): [string, string[]] => [
  'env',
  [`--block-signal=${SENT_TO_ALL.join(',')}`, file, ...args],
];
