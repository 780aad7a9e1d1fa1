import type { ContainerSpec } from '@shared/engines/container-spec';
import type { EngineId } from '@shared/engines/registry';
import type { Reach } from '@shared/planning/step';
import type { ContainerFacts, Engine } from '../../engines/engine';
import type { RunContext } from '../run-context';

/** The container operations of a run, on the engine directly or through the helper. */
export interface Containers extends Pick<Engine, 'start' | 'stop' | 'remove'> {
  create(spec: ContainerSpec, signal: AbortSignal): Promise<string>;
  inspect(id: string): Promise<InspectedContainer>;
}

/** `namespaces`: set when this process cannot read them from /proc itself. */
type InspectedContainer = Pick<ContainerFacts, 'running' | 'hostPid' | 'outOfMemory'> & {
  namespaces?: Record<string, number>;
  selinuxLabel?: string;
};

export function containersOf({ engine, reach }: { engine: EngineId; reach: Reach }, run: RunContext): Containers {
  if (reach === 'self') return run.engine(engine);
  const { containers } = run.helper;
  return {
    create: (spec, signal) => containers.create(engine, run.plan.runId, spec, signal),
    start: (id, onOutput, signal) => containers.start(id, onOutput, signal),
    stop: (id, graceS) => containers.stop(id, graceS),
    remove: (id) => containers.remove(id),
    inspect: (id) => containers.inspect(id),
  };
}
