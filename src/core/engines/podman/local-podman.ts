import { podman } from '@shared/engines/podman';
import { ChildEnvironment } from '../../process/child-environment';

/**
 * Variables of systemd's socket activation and notification (sd_listen_fds(3), sd_notify(3)). Podman 4.3 uses them even when they
 * are meant for another process, and its service then ends immediately.
 */
const SYSTEMD = ['LISTEN_FDS', 'LISTEN_PID', 'LISTEN_FDNAMES', 'NOTIFY_SOCKET'];

/**
 * The user's environment without variables that direct Podman to another machine or service. With CONTAINER_HOST, Podman 4.3 has
 * no `system service` and no `unshare`.
 */
export function localPodman(added: Record<string, string> = {}): ChildEnvironment {
  const { env } = process;
  const kept = Object.keys(env).filter((name) => !podman.shell.unset.includes(name) && !SYSTEMD.includes(name));
  return ChildEnvironment.users(added, Object.fromEntries(kept.map((name) => [name, env[name]])));
}
