import type { Readable } from 'node:stream';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import type { Problem } from '@shared/images/readiness';
import type { EngineState } from '@shared/model/capabilities';
import type { Warning } from '@shared/model/trace-record';
import type { ContainerTarget } from '@shared/request/run-config';
import type { EngineFinding } from './engine-finding';

/** An image that an engine holds. */
export interface ImageSummary {
  id: string;
  /** Every `name:tag` it goes by; empty for a dangling one. */
  names: string[];
  sizeBytes: number;
  /** ISO 8601. */
  createdAt: string;
  labels: Record<string, string>;
}

export interface ImageDetails {
  /** `sha256:…`, the image's content id: the key of what we remember about it. */
  id: string;
  names: string[];
  repoDigests: string[];
  /** Of an engine whose images are files and folders. */
  path?: string;
  architecture: string;
  user: string;
  entrypoint: string[];
  command: string[];
  env: string[];
  labels: Record<string, string>;
}

export interface ContainerFacts {
  id: string;
  name: string;
  running: boolean;
  /** The first process as the host sees it; 0 when it has ended. */
  hostPid: number;
  exitCode: number;
  /** Killed by the kernel for memory. */
  outOfMemory: boolean;
  /** Its processes' SELinux label, `user:role:type:level`; empty without one. */
  selinuxLabel: string;
  labels: Record<string, string>;
  /** ISO 8601; empty when it never started. */
  startedAt: string;
  finishedAt: string;
}

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface BuildRequest {
  /** Folder with the Containerfile and what it copies. */
  contextDir: string;
  /** `name:tag` of the result. */
  tag: string;
  /** What another engine built is taken over as it is: one of the engine's own `imageSources`. */
  from?: string | undefined;
  buildArgs: Record<string, string>;
  labels: Record<string, string>;
  onProgress(line: string): void;
  signal: AbortSignal;
}

/**
 * A container engine. Every implementation passes tests/contract.
 * All methods throw AppError: `missing` engine or image is not there, `denied` no permission, `config` the engine
 * refuses the request, `command` it failed, `cancelled` the signal fired.
 */
export interface Engine {
  readonly id: EngineId;
  /** Its service is our child: what we asked for ends with us. Otherwise it goes on when we are killed. */
  readonly endsWithUs: boolean;
  /** Never throws: what is wrong is in the state, with the way out. */
  probe(signal: AbortSignal): Promise<EngineState>;
  /** What else is worth knowing of an engine that is ready, for the doctor. */
  findings(state: EngineState): Promise<EngineFinding[]>;
  /** What this machine keeps the engine from giving to such a container, known before anything is made. */
  problems(target: ContainerTarget): Promise<Problem[]>;
  images(signal: AbortSignal): Promise<ImageSummary[]>;
  /** @throws AppError `missing` when the engine does not hold it; never pulls. */
  inspectImage(reference: string, signal: AbortSignal): Promise<ImageDetails>;
  /** Fetches from a registry. @throws AppError `missing` when no registry has it or none answers. */
  pull(reference: string, onProgress: (line: string) => void, signal: AbortSignal): Promise<void>;
  /** Makes an image of one layer from a root file system tarball. Returns its id. */
  importRootfs(tarball: string, tag: string, signal: AbortSignal): Promise<string>;
  /** Returns the image's id. */
  build(request: BuildRequest): Promise<string>;
  /**
   * Ends what goes on of a build that was cut off, and removes the containers that it worked in.
   * @param buildId the value of its build argument BUILD_ID, which every recipe declares first
   */
  endBuild(buildId: string): Promise<void>;
  removeImage(reference: string): Promise<void>;
  /**
   * Hands the image's whole file system to `read` as a tar stream, without running anything of it. The container that this
   * takes carries the labels and is gone when the promise settles.
   */
  exportImage<T>(
    reference: string,
    labels: Record<string, string>,
    signal: AbortSignal,
    read: (stream: Readable) => Promise<T>,
  ): Promise<T>;
  /** Creates, does not start. Returns the container's id. */
  create(spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  /** Starts a created container and passes on its output from the first byte. Resolves when it runs. */
  start(
    containerId: string,
    onOutput: (chunk: OutputChunk) => void,
    signal: AbortSignal,
    /** What the user should know while it runs. */
    onNotice?: (notice: Warning) => void,
  ): Promise<RunningContainer>;
  inspect(containerId: string): Promise<ContainerFacts>;
  /** Asks it to end and kills it after the grace. A container that has ended is fine. */
  stop(containerId: string, graceS: number): Promise<void>;
  /** Force-removes one; one that is gone is fine. */
  remove(containerId: string): Promise<void>;
  /** Containers that carry this run's label, running or not. */
  findByRun(runId: string): Promise<ContainerFacts[]>;
  /** Ends what we started for it (Podman's service). */
  close(): Promise<void>;
}

export interface RunningContainer {
  /**
   * Resolves with the exit code once it has ended and all output was delivered.
   * @throws AppError `command` as soon as the engine does not answer any more
   */
  ended: Promise<number>;
}
