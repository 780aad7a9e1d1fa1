import type { PlanPreview } from '@shared/ipc/channels/runs';
import { isRecordable } from '@shared/model/capabilities';
import { DEMO_IMAGE } from '@shared/request/demo-run';
import { firstWrongField } from '@shared/request/draft/draft-fields';
import { isDemo } from '@shared/request/draft/starting-draft';
import { useDoctor } from '../../../stores/doctor';
import { problemText, readingOf, useDraft } from '../../../stores/draft';
import { useImages } from '../../../stores/images';
import { effectiveEngine } from '../../../stores/pick-engine';
import { usePlan } from '../../../stores/plan';
import { isActive, useRun } from '../../../stores/run';
import { texts } from '../../../texts/en';

const { reason } = texts.record;

/** Whether the form is the unchanged demo and its current image is missing: then the image is built first. */
export function isBuiltFirst(): boolean {
  const { draft } = useDraft.getState();
  const engine = effectiveEngine(draft.engine);
  if (!engine || !isDemo(draft)) return false;
  const { recipes = [] } = Object.entries(useImages.getState().engines).find(([id]) => id === engine.id)?.[1] ?? {};
  const recipe = recipes.find((one) => one.reference === DEMO_IMAGE);
  return recipe !== undefined && recipe.state !== 'ready';
}

/** The plan's problems. An image that will be built first is none, and the user may insist. */
export function planProblems() {
  const { preview } = usePlan.getState();
  const { force } = useDraft.getState().draft;
  if (isBuiltFirst()) return [];
  const problems = preview?.problems ?? [];
  const ofMachine = problems.some((problem) => problem.about === 'kernel') ? [] : kernelProblem();
  return [...ofMachine, ...problems].map((problem) => ({
    ...problem,
    blocks: problem.severity === 'error' && !(force && problem.code === 'config'),
  }));
}

/** Whether kernel recording is selected but impossible on this machine. Known before the plan. */
function kernelProblem(): PlanPreview['problems'] {
  const { kernel } = useDraft.getState().draft.recording;
  const refusal = useDoctor.getState().capabilities?.kernel.refusal;
  return kernel.on && refusal ? [{ severity: 'error', about: 'kernel', ...refusal }] : [];
}

export interface Obstacle {
  text: string;
  /** The field with the error, if the obstacle is one. */
  field: string | null;
}

/** Why recording is not possible now; null if it is. */
export function obstacle(): Obstacle | null {
  const { draft } = useDraft.getState();
  const { capabilities } = useDoctor.getState();
  const other = (text: string): Obstacle => ({ text, field: null });
  if (isActive(useRun.getState().run)) return other(reason.running);
  if (!capabilities) return other(reason.looking);
  if (capabilities.tracer.version === null) return other(reason.noTracer);
  const engine = effectiveEngine(draft.engine);
  if (!engine) return other(reason.noEngine);
  const { errors } = readingOf(draft);
  const field = firstWrongField(errors);
  if (field !== undefined) return { text: problemText(field, errors[field] ?? ''), field };
  if (!isRecordable(engine)) return other(reason.engineNotReady(engine.title));
  const plan = usePlan.getState();
  const blocked = plan.error !== null || planProblems().some((problem) => problem.blocks);
  return blocked && !plan.stale ? other(reason.problem) : null;
}

/** The obstacle, as a hook. */
export function useObstacle(): Obstacle | null {
  useDoctor((state) => state.capabilities);
  useDraft((state) => state.draft);
  usePlan();
  useImages((state) => state.engines);
  useRun((state) => isActive(state.run));
  return obstacle();
}
