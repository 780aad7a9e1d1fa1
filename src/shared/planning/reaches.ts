import { hostReach, reachSentence } from '../engines/host-reach';
import type { RunConfig } from '../request/run-config';
import type { RunPlan } from './step';

const WITHOUT_LABEL =
  "SELinux is enforcing, and it keeps a labelled container from the tracer's socket. So the traced container runs without a label (label=disable). It can access everything that its user, its capabilities and its mounts allow.";

/**
 * What the containers of a plan can access of this machine, one sentence each: what tracing adds, then what the request and the
 * engine give them anyway. Empty when there is nothing worth a sentence.
 */
export function reachesOf({ steps }: Pick<RunPlan, 'steps'>, target: RunConfig['target']): string[] {
  const unlabelled = steps.some((step) => step.do.kind === 'create-container' && step.do.spec.unlabelled === true);
  const reach = target.kind === 'container' ? reachSentence(hostReach(target.engine, target)) : null;
  return [...(unlabelled ? [WITHOUT_LABEL] : []), ...(reach === null ? [] : [reach])];
}
