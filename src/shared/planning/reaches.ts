import type { RunPlan } from './step';

const WITHOUT_LABEL =
  "SELinux is enforcing, and it keeps a labelled container from the tracer's socket. So the traced container runs without a label (label=disable). It can access everything that its user, its capabilities and its mounts allow.";

/** The additional access of a plan's containers to this machine, compared with untraced ones. */
export function reachesOf({ steps }: Pick<RunPlan, 'steps'>): string[] {
  const unlabelled = steps.some((step) => step.do.kind === 'create-container' && step.do.spec.unlabelled === true);
  return unlabelled ? [WITHOUT_LABEL] : [];
}
