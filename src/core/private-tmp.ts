import { mountOf } from './files/mount-of';

/** systemd names the folders behind a private /tmp and /var/tmp so (systemd.exec(5), "PrivateTmp="; src/core/namespace.c). */
const PRIVATE_ROOT = /(^|\/)systemd-private-[^/]+\/tmp(\/|$)/;

/**
 * Whether a folder is below a /tmp or /var/tmp that only this service sees, because its unit has PrivateTmp=yes. Programs that
 * were started outside, such as dockerd and the pause process of Podman, see another folder under the same path.
 * @param mounts the content of /proc/self/mountinfo
 */
export function isPrivateTmp(path: string, mounts?: string): boolean {
  const found = mountOf(path, mounts);
  return found !== undefined && PRIVATE_ROOT.test(found.root);
}

/** What to change where an engine does not see the private /tmp of a service. */
export const PRIVATE_TMP_HINT =
  'Add RuntimeDirectory= to the unit of the service, or set CONTAINERS_TRACE_RUNTIME_DIR to a folder outside of /tmp with a short path.';
