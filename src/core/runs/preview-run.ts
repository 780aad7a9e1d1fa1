import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import { toAppError } from '@shared/model/app-error';
import type { RunConfig } from '@shared/model/run-config';
import { makeRunId } from '@shared/model/run-id';
import { planRun } from '@shared/planning/plan-run';
import { shellScript } from '@shared/planning/shell-script';
import { shellOfStep } from '@shared/planning/shell-step';
import { kernelLevel } from '@shared/privilege/level';
import { ownIdentity } from '../process/identity';
import { probeTracer, requireTracer } from '../tracer/tracer-state';
import { Journal } from './journal';
import { type Prepared, prepareRun } from './prepare-run';
import { privilegeFacts } from './privilege-facts';
import type { RunSurroundings } from './run-surroundings';
import { undoAll } from './undo';

/** Programs by the names that nearly every image has them under, for a preview of an image that cannot be looked at. */
const USUAL_PRELOADS = {
  'cyg-profile': 'liblttng-ust-cyg-profile.so.1',
  fork: 'liblttng-ust-fork.so.1',
  libc: 'liblttng-ust-libc-wrapper.so.1',
  pthread: 'liblttng-ust-pthread-wrapper.so.1',
  dl: 'liblttng-ust-dl.so.1',
} as const;

/**
 * What a run would do, with nothing done: steps with their commands, the script for bash, and what stands in the way.
 * The script records into the surroundings' script folder, never into the library.
 * @throws AppError `missing` without the tracer
 */
export async function previewRun(
  config: RunConfig,
  around: RunSurroundings,
  signal: AbortSignal,
): Promise<PlanPreview> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const tracer = requireTracer(await probeTracer(process.getuid?.() ?? 0));
  const problems: PlanPreview['problems'] = [];
  const prepared = await lookSafely(config, around, { runId, ustSocket: tracer.ustSocket, signal }).catch(
    (error: unknown): Prepared => {
      const { code, message, hint } = toAppError(error);
      problems.push({ severity: 'error', code, message, hint });
      return { facts: { preloadNames: USUAL_PRELOADS }, image: null, problems: [] };
    },
  );
  for (const { severity, message, hint } of prepared.problems)
    problems.push({ severity, ...(severity === 'error' ? { code: 'config' as const } : {}), message, hint });
  const daemon =
    around.daemon.ref.kind === 'root'
      ? ({ kind: 'root', reach: 'self' } as const)
      : ({ kind: 'private', home: `/tmp/ct-${runId}` } as const);
  const access = await privilegeFacts(config, around, signal).catch(async (error: unknown) => {
    const { code, message, hint } = toAppError(error);
    const refusesKernel = config.recording.kernel && 'refusal' in kernelLevel(await around.rootAccess());
    problems.push({ severity: 'error', code, message, hint, ...(refusesKernel ? { about: 'kernel' as const } : {}) });
    return {};
  });
  const plan = planRun(config, {
    runId,
    tracePath: join(around.scriptFolder, `trace-${runId}`),
    daemon,
    ustSocket: tracer.ustSocket,
    ...prepared.facts,
    ...access,
  });
  return {
    steps: plan.steps.map((step) => ({ id: step.id, title: step.title, commands: shellOfStep(step) })),
    script: shellScript(plan),
    privilege: plan.privilege,
    problems,
  };
}

/** A look can take a container: its removal is in a journal first, so that a preview that is killed leaves nothing either. */
async function lookSafely(
  config: RunConfig,
  around: RunSurroundings,
  { runId, ustSocket, signal }: { runId: string; ustSocket: string; signal: AbortSignal },
): Promise<Prepared> {
  const { target } = config;
  let journal: Journal | undefined;
  const beforeLook = (): void => {
    if (target.kind !== 'container') return;
    journal = Journal.open(around.library.dir, { runId, owner: ownIdentity(), runtimeDir: around.runtimeDir });
    journal.promise('look', { kind: 'remove-containers', engine: target.engine, reach: 'self', runId });
  };
  try {
    return await prepareRun(config, {
      engine: around.engine,
      cacheDir: around.cacheDir,
      ustSocket,
      runId,
      signal,
      beforeLook,
    });
  } finally {
    const outcome = await undoAll(journal?.undos ?? [], { reason: 'cancelled', engine: around.engine });
    if (outcome.failed.length === 0) journal?.close();
  }
}
