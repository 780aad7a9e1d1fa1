import type { ContainerSpec } from './container-spec';

/** An option that only one engine has. */
export interface EngineOption {
  /** Name of the option in the request and on the engine's command line. */
  id: string;
  title: string;
  summary: string;
}

/** A resource of this machine that a container's programs can access. `what` follows "can read and write", "can read" or "can reach". */
export interface HostReach {
  how: 'write' | 'read' | 'use';
  what: string;
}

/** The parts of a request, other than volumes, that determine a container's isolation from this machine. */
export interface ReachRequest {
  options: readonly string[];
  network?: string | undefined;
}

/** The properties of one engine, and the bash commands for the plan's steps, which are shown and run by scripts. */
export interface EngineLanguage {
  title: string;
  /** Root's socket, null for an engine without one. The helper uses it when the user has no access. */
  systemSocket: string | null;
  /** File with the pid of root's daemon, null for an engine without one. */
  systemPidFile: string | null;
  /** Whether an image can be a file or folder on this machine, named by its path. */
  imagesByPath: boolean;
  /** Prefixes of sources from which the engine imports an image that another engine built. */
  imageSources: readonly string[];
  options: readonly EngineOption[];
  /** Whether containers with these options share this machine's pid namespace; their mount namespace then identifies them. */
  sharesPids(options: readonly string[]): boolean;
  /** What a container can access on this machine without a volume. */
  reach(request: ReachRequest): readonly HostReach[];
  shell: EngineShell;
}

/** `reach` of an engine whose containers have a separate network by default. */
export const reachByNetwork = ({ network }: ReachRequest): HostReach[] =>
  network === 'host'
    ? [{ how: 'use', what: "this machine's network, including services that listen only locally" }]
    : [];

export interface EngineShell {
  /** Variables that a script unsets first, since they would direct the client to another machine. */
  unset: readonly string[];
  create(spec: ContainerSpec): string;
  /** Command that starts the container and shows its output until it ends. A script may put another command before it. */
  startAttached(name: string): string;
  remove(name: string): string;
  /** Ends and removes all containers with a label. `prefix` precedes each command of the engine. */
  removeLabelled(label: { key: string; value: string }, prefix: string): string;
}
