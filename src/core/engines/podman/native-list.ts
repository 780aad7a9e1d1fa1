import { RUN_LABEL } from '@shared/model/labels';
import { parseOrThrow } from '@shared/model/parse';
import type Docker from 'dockerode';
import { z } from 'zod';
import type { ContainerFacts } from '../engine';

const containersSchema = z
  .array(
    z.object({
      Id: z.string().max(128),
      Names: z.array(z.string().max(256)).nullish(),
      State: z.string().max(64),
      Pid: z.number().int().nonnegative().default(0),
      ExitCode: z.number().int().default(0),
      Labels: z.record(z.string(), z.string()).nullish(),
    }),
  )
  .max(10_000);

/**
 * Lists a run's containers by Podman's native API, which also lists a container that is half removed: its files are gone, but
 * Podman still knows it. This happens when Podman is killed during the removal. The Docker-compatible list then fails with
 * "container not known" (500, seen with 4.3), and so does the inspection. A forced removal works.
 */
export async function listByRun(docker: Docker, runId: string): Promise<ContainerFacts[]> {
  const options = {
    path: '/v4.0.0/libpod/containers/json?',
    method: 'GET',
    options: { all: true, filters: { label: [`${RUN_LABEL}=${runId}`] } },
    statusCodes: { 200: true, 400: 'bad request', 500: 'server error' },
  };
  const reply = await new Promise<unknown>((resolve, reject) => {
    docker.modem.dial(options, (error: unknown, answer: unknown) => (error ? reject(error) : resolve(answer)));
  });
  return parseOrThrow(containersSchema, reply, "Podman's list of containers").map((container) => ({
    id: container.Id,
    name: container.Names?.[0] ?? '',
    running: container.State === 'running',
    hostPid: container.Pid,
    exitCode: container.ExitCode,
    outOfMemory: false,
    selinuxLabel: '',
    labels: container.Labels ?? {},
    startedAt: '',
    finishedAt: '',
  }));
}
