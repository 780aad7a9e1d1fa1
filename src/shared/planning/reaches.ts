import type { RunPlan } from './step';

const WITHOUT_LABEL =
  "SELinux is enforcing, and it keeps a labelled container from the tracer's socket. So the traced container runs without a label (label=disable): it can reach whatever its user, its capabilities and its mounts allow.";

/** What the containers of a plan can reach of this machine, beyond what they could untraced. One sentence group each. */
export function reachesOf({ steps }: Pick<RunPlan, 'steps'>): string[] {
  const unlabelled = steps.some((step) => step.do.kind === 'create-container' && step.do.spec.unlabelled === true);
  return unlabelled ? [WITHOUT_LABEL] : [];
}
