import { parseOrThrow } from '@shared/model/parse';
import { z } from 'zod';
import type { ContainerFacts, ImageDetails, ImageSummary } from '../engine';

/** The fields that we read of the engines' replies. Podman omits some fields that Docker fills, or sets them to null. */
const strings = z
  .array(z.string())
  .nullish()
  .transform((value) => value ?? []);
/** Some versions of Podman return a command with one argument as a string. */
const argumentList = z.union([z.string().transform((argument) => [argument]), strings]);
const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform((value) => value ?? {});

const imageSummarySchema = z.object({
  Id: z.string(),
  RepoTags: strings,
  Size: z.number(),
  Created: z.number(),
  Labels: labels,
});

const imageDetailsSchema = z.object({
  Id: z.string(),
  RepoTags: strings,
  RepoDigests: strings,
  Architecture: z.string().default(''),
  Config: z
    .object({ User: z.string().nullish(), Entrypoint: argumentList, Cmd: argumentList, Env: strings, Labels: labels })
    .nullish(),
});

const containerSchema = z.object({
  Id: z.string(),
  Name: z.string(),
  State: z.object({
    Running: z.boolean(),
    Pid: z.number(),
    ExitCode: z.number(),
    OOMKilled: z.boolean().optional(),
    StartedAt: z.string(),
    FinishedAt: z.string(),
  }),
  Config: z.object({ Labels: labels }),
  ProcessLabel: z.string().max(4096).nullish(),
});

const withAlgorithm = (id: string): string => (id.includes(':') ? id : `sha256:${id}`);

export function imageSummary(reply: unknown): ImageSummary {
  const image = parseOrThrow(imageSummarySchema, reply, "The engine's list of images");
  return {
    id: withAlgorithm(image.Id),
    names: image.RepoTags.filter((name) => !name.startsWith('<none>')),
    sizeBytes: image.Size,
    createdAt: new Date(image.Created * 1000).toISOString(),
    labels: image.Labels,
  };
}

export function imageDetails(reply: unknown): ImageDetails {
  const image = parseOrThrow(imageDetailsSchema, reply, "The engine's answer about the image");
  const config = image.Config;
  return {
    id: withAlgorithm(image.Id),
    names: image.RepoTags,
    repoDigests: image.RepoDigests,
    architecture: image.Architecture,
    user: config?.User ?? '',
    entrypoint: config?.Entrypoint ?? [],
    command: config?.Cmd ?? [],
    env: config?.Env ?? [],
    labels: config?.Labels ?? {},
  };
}

export function containerFacts(reply: unknown): ContainerFacts {
  const container = parseOrThrow(containerSchema, reply, "The engine's answer about the container");
  return {
    id: container.Id,
    name: container.Name.replace(/^\//, ''),
    running: container.State.Running,
    hostPid: container.State.Pid,
    exitCode: container.State.ExitCode,
    outOfMemory: container.State.OOMKilled ?? false,
    selinuxLabel: container.ProcessLabel ?? '',
    labels: container.Config.Labels,
    startedAt: container.State.StartedAt,
    finishedAt: container.State.FinishedAt,
  };
}

const ENDED: readonly string[] = ['exited', 'dead', 'stopped'];

/**
 * The exit code of a container that has ended, else undefined. Reads the status, since Podman reports `Running` as false for a
 * paused container, too.
 */
export const exitCodeOf = (state: { Status: string; ExitCode: number }): number | undefined =>
  ENDED.includes(state.Status) ? state.ExitCode : undefined;
