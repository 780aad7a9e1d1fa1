import { RUN_ID_SOURCE } from './run-id';

/** Labels and variables that mark containers, images and processes of the app. Cleanup removes only what has a run's id here. */
export const RUN_LABEL = 'containers-trace.run';
/** In the environment of every daemon that the app starts: identifies the owning process. */
export const OWNER_ENV = 'CONTAINERS_TRACE_OWNER';
/** In the environment of containers without labels: the run and the container that a process belongs to. */
export const RUN_ENV = 'CONTAINERS_TRACE_RUN';
export const CONTAINER_ENV = 'CONTAINERS_TRACE_CONTAINER';
/** In the environment of a viewer that the app started: its workspace. */
export const VIEWER_ENV = 'CONTAINERS_TRACE_VIEWER';
/** Prefix of the names of the app's tracing sessions, before the run's id. */
export const SESSION_PREFIX = 'ct-';

/** The kernel's session has a different name, because the root daemon can have both sessions. */
export const sessionNameOf = (runId: string, domain: 'userspace' | 'kernel' = 'userspace'): string =>
  `${SESSION_PREFIX}${runId}${domain === 'kernel' ? '-k' : ''}`;
export const containerNameOf = (runId: string, repetition: number): string => `ct-${runId}-${repetition}`;
const GENERATED_NAME = new RegExp(`^ct-${RUN_ID_SOURCE}-\\d+$`);
/** Whether a container's name is one of `containerNameOf`. */
export const isGeneratedName = (name: string): boolean => GENERATED_NAME.test(name);
/** On a container that the helper created: the user and the helper. Only the helper sets it. */
export const HELPER_LABEL = 'containers-trace.helper';
