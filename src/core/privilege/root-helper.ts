import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import type { TracingCommand } from '@shared/tracing/tracing-command';
import type { ContainerFacts, OutputChunk, RunningContainer } from '../engines/engine';

/** `asking`: the dialog for the password is open · `up` · `gone`: not started, or ended. */
export type HelperState = 'asking' | 'up' | 'gone';

/**
 * The program that one password starts, as the rest of the product sees it. It makes what it is asked for as root, or as
 * the user with the daemon's group; it takes back all of it when we go away. Every call rejects with `command` once it is gone.
 */
export interface RootHelper {
  /** Whether it is up now: what needs it then asks for no password. */
  readonly isUp: boolean;
  readonly state: HelperState;
  /** Tells each change of the state. @returns what ends that */
  observe(observer: (state: HelperState) => void): () => void;
  /**
   * Starts it unless it is up; there is no time limit on the person in front of the dialog.
   * @throws AppError `cancelled` (signal), `denied` (the dialog was closed, wrong password, not allowed, a package
   *   that others can change), `missing` (no pkexec, no authentication agent), each with another way to go
   */
  start(signal: AbortSignal): Promise<void>;
  /** Settles when it has gone, however; at once when it is not up. */
  readonly gone: Promise<void>;
  /** Starts the root session daemon unless one runs. @throws AppError `missing`, `command` */
  ensureDaemon(signal?: AbortSignal): Promise<void>;
  /** One call of lttng(1) on the root daemon, as the user with the daemon's group. @returns the machine interface's XML */
  trace(command: TracingCommand, signal?: AbortSignal): Promise<string>;
  /** Containers of an engine whose socket is closed to the user; only those that it made itself in this run. */
  readonly containers: RootContainers;
  /** Says goodbye: it takes back what is left of ours, ends the daemon that it started, and ends. */
  close(): Promise<void>;
}

export interface RootContainers {
  /** Takes image, command, environment, labels' run id and the tracer's one socket; @throws AppError `config` for more */
  create(engine: EngineId, runId: string, spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  start(id: string, onOutput: (chunk: OutputChunk) => void, signal: AbortSignal): Promise<RunningContainer>;
  inspect(id: string): Promise<RootContainerFacts>;
  stop(id: string, graceS: number): Promise<void>;
  remove(id: string): Promise<void>;
  /** All that it made for a run. */
  removeRun(runId: string): Promise<void>;
}

export interface RootContainerFacts extends Pick<ContainerFacts, 'running' | 'hostPid' | 'exitCode'> {
  /** Inodes by kind (`pid`, `mnt` …) while it runs: the user may not look at them; empty when it has ended. */
  namespaces: Record<string, number>;
}
