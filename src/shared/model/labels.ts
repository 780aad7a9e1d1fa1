/** What marks a container, an image or a process as ours. Clean-up touches only what carries a run's id under these names. */
export const RUN_LABEL = 'containers-trace.run';
/** In the environment of every daemon that we start: whose child it is, should anybody find it. */
export const OWNER_ENV = 'CONTAINERS_TRACE_OWNER';
/** In the environment of containers that have no labels: the run, and the container, that a process belongs to. */
export const RUN_ENV = 'CONTAINERS_TRACE_RUN';
export const CONTAINER_ENV = 'CONTAINERS_TRACE_CONTAINER';
/** In the environment of a viewer that we started: the workspace that it was started on. */
export const VIEWER_ENV = 'CONTAINERS_TRACE_VIEWER';
/** Prefix of the name of every tracing session of ours; the run's id follows. */
export const SESSION_PREFIX = 'ct-';

/** The kernel's session has a name of its own: root's daemon may serve both. */
export const sessionNameOf = (runId: string, domain: 'userspace' | 'kernel' = 'userspace'): string =>
  `${SESSION_PREFIX}${runId}${domain === 'kernel' ? '-k' : ''}`;
export const containerNameOf = (runId: string, repetition: number): string => `ct-${runId}-${repetition}`;
/** On a container that the helper made: for which user, and which helper. Made by the helper alone. */
export const HELPER_LABEL = 'containers-trace.helper';
