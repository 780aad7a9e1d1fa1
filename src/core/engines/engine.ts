import type { Readable } from 'node:stream';
import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import type { Problem } from '@shared/images/problem';
import type { EngineState } from '@shared/model/capabilities';
import type { Warning } from '@shared/model/trace-record';
import type { ContainerTarget } from '@shared/request/run-config';
import type { EngineFinding } from './engine-finding';

/** An image in an engine's store. */
export interface ImageSummary {
  id: string;
  /** Every `name:tag` of the image; empty for a dangling image. */
  names: string[];
  sizeBytes: number;
  /** ISO 8601. */
  createdAt: string;
  labels: Record<string, string>;
}

export interface ImageDetails {
  /** `sha256:…`, the image's content id, which is the key of its cached report. */
  id: string;
  names: string[];
  repoDigests: string[];
  /** Present for an engine whose images are files and folders. */
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
  /** Process id of the first process on the host; 0 when it has ended. */
  hostPid: number;
  exitCode: number;
  /** Whether the kernel killed a process of it because memory ran out. Apptainer does not report it. */
  outOfMemory: boolean;
  /** SELinux label of the container's processes, `user:role:type:level`; empty without a label. */
  selinuxLabel: string;
  labels: Record<string, string>;
  /** ISO 8601; empty for a container that never started. */
  startedAt: string;
  finishedAt: string;
}

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}

export interface BuildRequest {
  /** Folder with the Containerfile and the files that it copies. */
  contextDir: string;
  /** `name:tag` of the result. */
  tag: string;
  /** Imports an image that another engine built, instead of building one: a source with a prefix of `imageSources`. */
  from?: string | undefined;
  buildArgs: Record<string, string>;
  labels: Record<string, string>;
  onProgress(line: string): void;
  signal: AbortSignal;
}

/**
 * A container engine. Every implementation passes tests/contract.
 * All methods throw AppError: `missing` (no such engine or image), `denied` (no permission), `config` (the engine
 * refuses the request), `command` (the engine failed), `cancelled` (the signal fired).
 */
export interface Engine {
  readonly id: EngineId;
  /** Whether the engine's service is our child, so that its work ends when this process is killed. */
  readonly endsWithUs: boolean;
  /** Never throws. The returned state names a problem and its remedy. */
  probe(signal: AbortSignal): Promise<EngineState>;
  /** Further checks of a ready engine, for the doctor. */
  findings(state: EngineState): Promise<EngineFinding[]>;
  /** What such a container would lack on this machine, as far as it is known before the container is created. */
  problems(target: ContainerTarget): Promise<Problem[]>;
  images(signal: AbortSignal): Promise<ImageSummary[]>;
  /** Never pulls. @throws AppError `missing` when the engine does not have the image */
  inspectImage(reference: string, signal: AbortSignal): Promise<ImageDetails>;
  /** Fetches an image from a registry. @throws AppError `missing` when no registry has it, or none answers */
  pull(reference: string, onProgress: (line: string) => void, signal: AbortSignal): Promise<void>;
  /** Creates an image with one layer from a tarball of a root file system. @returns the image's id */
  importRootfs(tarball: string, tag: string, signal: AbortSignal): Promise<string>;
  /** @returns the image's id */
  build(request: BuildRequest): Promise<string>;
  /**
   * Ends the running steps of an aborted build and removes its working containers.
   * @param buildId the value of the build argument BUILD_ID, which every recipe declares first
   */
  endBuild(buildId: string): Promise<void>;
  removeImage(reference: string): Promise<void>;
  /**
   * Passes the image's whole file system to `read` as a tar stream, without running anything in the image. The container that
   * this requires carries the labels, and is removed before the promise settles.
   */
  exportImage<T>(
    reference: string,
    labels: Record<string, string>,
    signal: AbortSignal,
    read: (stream: Readable) => Promise<T>,
  ): Promise<T>;
  /** Creates a container without starting it. @returns the container's id */
  create(spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  /** Starts a created container and passes on its output from the first byte. Resolves when the container runs. */
  start(
    containerId: string,
    onOutput: (chunk: OutputChunk) => void,
    signal: AbortSignal,
    /** Receives warnings for the user while the container runs. */
    onNotice?: (notice: Warning) => void,
  ): Promise<RunningContainer>;
  inspect(containerId: string): Promise<ContainerFacts>;
  /** Asks the container to end and kills it after the grace period. Does nothing for a container that has ended. */
  stop(containerId: string, graceS: number): Promise<void>;
  /** Removes a container by force. Does nothing for a container that does not exist. */
  remove(containerId: string): Promise<void>;
  /** Containers that carry this run's label, running or not. */
  findByRun(runId: string): Promise<ContainerFacts[]>;
  /** Ends what was started for the engine (Podman's service). */
  close(): Promise<void>;
}

export interface RunningContainer {
  /**
   * Resolves with the exit code once the container has ended and all output was delivered.
   * @throws AppError `command` as soon as the engine no longer answers
   */
  ended: Promise<number>;
}
