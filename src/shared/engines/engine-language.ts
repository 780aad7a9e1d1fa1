import type { createBody } from './container-arguments';
import type { ContainerSpec } from './container-spec';

/** How one engine says what the plan asks for: as the API call that runs, and as the command that is shown. */
export interface EngineLanguage {
  title: string;
  /** The socket that belongs to root, where an engine has one: the helper speaks to it when it is closed to the user. */
  systemSocket: string | null;
  /** Body of the API's create call. */
  createBody(spec: ContainerSpec): ReturnType<typeof createBody>;
  create(spec: ContainerSpec): string[];
  /** Starts it and shows its output until it ends. */
  startAttached(name: string): string[];
  remove(name: string): string[];
  /** Lists ids of all containers that carry a label. */
  findByLabel(label: string): string[];
}
