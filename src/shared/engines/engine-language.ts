import type { ContainerSpec } from './container-spec';

/** Something that one engine alone can be asked for, by its own name for it. */
export interface EngineOption {
  /** As it is asked for, in the request and on the command line. */
  id: string;
  title: string;
  summary: string;
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
  shell: EngineShell;
}

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
