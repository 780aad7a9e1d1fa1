import type { Problem } from '@shared/images/problem';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { limitProblems, resourceProblems } from '@shared/planning/resource-problems';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import { registerTimeoutFor, sharedBufferMemory } from '@shared/tracing/buffer-memory';
import { machineResources } from '../../tracer/machine-resources';

/** The resources that the recording needs and this machine lacks, and how long programs have to wait for their buffers. */
export async function resourceFacts({
  recording,
}: RunConfig): Promise<{ facts: Pick<PlanFacts, 'registerTimeoutMs'>; problems: Problem[] }> {
  const machine = await machineResources();
  if (!recordsUserspace(recording)) return { facts: {}, problems: limitProblems(0, machine) };
  const registerTimeoutMs = registerTimeoutFor(sharedBufferMemory(recording.buffers, machine.cpus));
  return { facts: { registerTimeoutMs }, problems: resourceProblems(recording.buffers, machine) };
}
