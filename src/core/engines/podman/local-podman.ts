import { podman } from '@shared/engines/podman';
import { ChildEnvironment } from '../../process/child-environment';

/**
 * A socket from systemd and its notification socket (sd_listen_fds(3), sd_notify(3)): Podman 4.3 takes them for its own, whatever
 * process they were meant for, and its service ends at once.
 */
const SYSTEMD = ['LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES', 'NOTIFY_SOCKET'];

/**
 * The user's environment without what leads Podman to another machine or service: with CONTAINER_HOST it has no
 * `system service` and no `unshare` (4.3).
 */
export function localPodman(added: Record<string, string> = {}): ChildEnvironment {
  const { env } = process;
  const left = Object.keys(env).filter((name) => !podman.shell.unset.includes(name) && !SYSTEMD.includes(name));
  return ChildEnvironment.users(added, Object.fromEntries(left.map((name) => [name, env[name]])));
}
