import type { EngineId } from '@shared/engines/registry';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { Engine } from '../../engines/engine';
import { selinuxMode } from '../../selinux/mode';

/**
 * Whether SELinux would keep the container from the tracer's socket. An engine that cannot be asked is assumed to label its
 * containers: `label=disable` has no effect if it does not.
 * @param isClosed the user has no access to the engine's socket
 * @param mode of this machine; tests pass their own
 */
export async function labelFacts(
  { target, recording }: RunConfig,
  isClosed: boolean,
  engineOf: (id: EngineId) => Pick<Engine, 'probe'>,
  signal: AbortSignal,
  mode = selinuxMode(),
): Promise<Pick<PlanFacts, 'labelled'>> {
  if (mode !== 'enforcing' || target.kind !== 'container' || !recordsUserspace(recording)) return {};
  const labels = isClosed ? undefined : (await engineOf(target.engine).probe(signal)).labels;
  return labels === false ? {} : { labelled: true };
}
