import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import type { ContainerFacts, OutputChunk, RunningContainer } from '../engines/engine';

/** `asking`: the password dialog is open · `up`: running · `gone`: not started, or ended. */
export type HelperState = 'asking' | 'up' | 'gone';

/**
 * Client of the privileged helper, the program that one password starts. The helper works as root, or as the user with the daemon's
 * group. It removes everything it created when this process ends. Every call rejects with `command` after the helper has ended.
 */
export interface RootHelper {
  /** Whether the helper is running, so that no password is required. */
  readonly isUp: boolean;
  readonly state: HelperState;
  /** Calls the observer at each change of the state. @returns a function that removes the observer */
  observe(observer: (state: HelperState) => void): () => void;
  /**
   * Starts the helper unless it is running. The password dialog has no time limit.
   * @throws AppError `cancelled` (signal), `denied` (dialog closed, wrong password, not allowed, a package that users other than
   *   root can change), `missing` (no pkexec, no authentication agent); the hint names other ways to record
   */
  start(signal: AbortSignal): Promise<void>;
  /** Resolves when the helper has ended, for any reason; immediately when it is not running. */
  readonly gone: Promise<void>;
  /** Starts the root session daemon unless one is running. @throws AppError `missing`, `command` */
  ensureDaemon(signal?: AbortSignal): Promise<void>;
  /** Calls lttng(1) for the root daemon, as the user with the daemon's group. @returns the XML of the machine interface */
  trace(command: TracingCommand, signal?: AbortSignal): Promise<string>;
  /** Containers of an engine whose socket the user cannot access; only those that this helper created. */
  readonly containers: RootContainers;
  /** Ends the helper. It first removes its sessions and containers and ends the daemon that it started. */
  close(): Promise<void>;
}

export interface RootContainers {
  /** Supports image, command, environment, run id and the tracer's socket. @throws AppError `config` for other settings */
  create(engine: EngineId, runId: string, spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  start(id: string, onOutput: (chunk: OutputChunk) => void, signal: AbortSignal): Promise<RunningContainer>;
  inspect(id: string): Promise<RootContainerFacts>;
  stop(id: string, graceS: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** Removes all containers that the helper created for a run. */
  removeRun(runId: string): Promise<void>;
}

export interface RootContainerFacts extends Pick<ContainerFacts, 'running' | 'hostPid' | 'exitCode' | 'outOfMemory'> {
  /** Inodes of the namespaces by kind (`pid`, `mnt` …), which the user cannot read; empty when the container has ended. */
  namespaces: Record<string, number>;
}
