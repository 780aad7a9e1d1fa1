import type { ContainerSpec } from './container-spec';

/** Something that one engine alone can be asked for, by its own name for it. */
export interface EngineOption {
  /** As it is asked for, in the request and on the command line. */
  id: string;
  title: string;
  summary: string;
}

/** What of this machine a container's programs reach, as words behind "can read and write", "can read", "can reach". */
export interface HostReach {
  how: 'write' | 'read' | 'use';
  what: string;
}

/** What decides how far a container is kept apart from this machine, volumes aside. */
export interface ReachRequest {
  options: readonly string[];
  network?: string | undefined;
}

/** How one engine says what the plan asks for, as commands of bash: what is shown, and what a script runs. */
export interface EngineLanguage {
  title: string;
  /** The socket that belongs to root, where an engine has one: the helper speaks to it when it is closed to the user. */
  systemSocket: string | null;
  /** An image may be a file or a folder of this machine, named by its path. */
  imagesByPath: boolean;
  /** What a source begins with from which it takes over an image that another engine built. */
  imageSources: readonly string[];
  options: readonly EngineOption[];
  /** Its containers have no pid namespace of their own with these options: their mount namespace tells them apart. */
  sharesPids(options: readonly string[]): boolean;
  /** What its containers reach of this machine by themselves: without a volume that binds it. Empty: nothing. */
  reach(request: ReachRequest): readonly HostReach[];
  shell: EngineShell;
}

/** Of an engine that gives a container a network of its own unless another is asked for. */
export const reachByNetwork = ({ network }: ReachRequest): HostReach[] =>
  network === 'host' ? [{ how: 'use', what: "this machine's network, with the services that listen on it alone" }] : [];

export interface EngineShell {
  /** Variables that a script unsets first: they would lead the client to another machine than the tracer's. */
  unset: readonly string[];
  create(spec: ContainerSpec): string;
  /** Words that start it and show its output until it ends; something may stand before them. */
  startAttached(name: string): string;
  remove(name: string): string;
  /** Ends and removes all containers that carry a label; with `prefix` before each of the engine's own commands. */
  removeLabelled(label: { key: string; value: string }, prefix: string): string;
}
