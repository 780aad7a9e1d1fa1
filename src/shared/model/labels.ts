/** What marks a container, an image or a process as ours. Clean-up touches only what carries a run's id under these names. */
export const RUN_LABEL = 'containers-trace.run';
/** In the environment of every daemon that we start: whose child it is, should anybody find it. */
export const OWNER_ENV = 'CONTAINERS_TRACE_OWNER';
/** Prefix of the name of every tracing session of ours; the run's id follows. */
export const SESSION_PREFIX = 'ct-';

export const sessionNameOf = (runId: string): string => `${SESSION_PREFIX}${runId}`;
export const containerNameOf = (runId: string, repetition: number): string => `ct-${runId}-${repetition}`;
