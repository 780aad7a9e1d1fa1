import { hostReach, reachSentence } from '../engines/host-reach';
import { PRELOAD_TARGET } from '../payload/payload-mounts';
import type { RunConfig } from '../request/run-config';
import type { RunPlan } from './step';

const WITHOUT_LABEL =
  "SELinux is enforcing, and it keeps a labelled container from the tracer's socket. So the traced container runs without a label (label=disable). It can access everything that its user, its capabilities and its mounts allow.";

const LENT =
  'Two read-only mounts with the tracer of this machine are added to the container, and its socket. The image stays as it is.';

/**
 * What the containers of a plan can access of this machine, one sentence each: what tracing adds, then what the request and the
 * engine give them anyway. Empty when there is nothing worth a sentence.
 */
export function reachesOf({ steps }: Pick<RunPlan, 'steps'>, target: RunConfig['target']): string[] {
  const specs = steps.flatMap(({ do: action }) => (action.kind === 'create-container' ? [action.spec] : []));
  const lent = specs.some(({ volumes }) => volumes.some((volume) => volume.target === PRELOAD_TARGET));
  const unlabelled = specs.some((spec) => spec.unlabelled === true);
  const reach = target.kind === 'container' ? reachSentence(hostReach(target.engine, target)) : null;
  return [...(lent ? [LENT] : []), ...(unlabelled ? [WITHOUT_LABEL] : []), ...(reach === null ? [] : [reach])];
}
