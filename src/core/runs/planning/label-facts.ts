import type { EngineId } from '@shared/engines/registry';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { Engine } from '../../engines/engine';
import { selinuxMode } from '../../selinux/mode';

/**
 * Whether SELinux would keep the container from the tracer's socket. Where the engine does not answer (its socket may be
 * closed to the user) it is taken to label its containers: `label=disable` changes nothing where it does not.
 * @param mode of this machine; a test gives its own
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
