import type { Volume } from '../engines/container-spec';
import type { PlanFacts } from './plan-facts';
import type { DaemonRef } from './step';

/** Where a traced program expects the session daemon's socket, inside the container and as root. */
const GLOBAL_RUN_DIR = '/var/run/lttng';

/** The path of the daemon's socket for traced programs, on the host. */
export function ustSocketPath(daemon: DaemonRef, ustSocket: string): string {
  return daemon.kind === 'root' ? `${GLOBAL_RUN_DIR}/${ustSocket}` : `${daemon.home}/.lttng/${ustSocket}`;
}

/** The session daemon in a traced container: one read-only socket, no directory. */
export function socketVolume(facts: PlanFacts): Volume {
  return {
    source: ustSocketPath(facts.daemon, facts.ustSocket),
    target: `${GLOBAL_RUN_DIR}/${facts.ustSocket}`,
    readOnly: true,
  };
}
