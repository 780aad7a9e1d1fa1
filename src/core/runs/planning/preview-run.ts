import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import { toAppError } from '@shared/model/app-error';
import { makeRunId } from '@shared/model/run-id';
import { planRun } from '@shared/planning/plan-run';
import { reachesOf } from '@shared/planning/reaches';
import { shellScript } from '@shared/planning/shell-script';
import { shellOfStep } from '@shared/planning/shell-step';
import type { RunConfig } from '@shared/request/run-config';
import { probeTracer, requireTracer } from '../../tracer/tracer-state';
import type { RunDeps } from '../run-deps';
import { USUAL_PRELOADS } from './closed-engine';
import { gateFacts } from './gate-facts';
import { journaledInspection } from './image-inspection';
import { labelFacts } from './label-facts';
import { type Prepared, prepareRun } from './prepare-run';
import { privateTmpProblems } from './private-tmp-problem';
import { engineFacts, kernelFacts, userspaceFacts } from './privilege-facts';
import { resourceFacts } from './resource-facts';
import { selinuxPathProblems } from './selinux-path-problem';

/**
 * Previews a run without executing it: the steps with their commands, the bash script, and the problems.
 * The script records into `deps.scriptFolder`, never into the library.
 * @throws AppError `missing` without the tracer
 */
export async function previewRun(config: RunConfig, deps: RunDeps, signal: AbortSignal): Promise<PlanPreview> {
  const runId = makeRunId(new Date(), randomBytes(3).readUIntBE(0, 3));
  const tracer = requireTracer(await probeTracer(process.getuid?.() ?? 0));
  const problems: PlanPreview['problems'] = [];
  const prepared = await prepareForPreview(config, deps, { runId, lttng: tracer.version, signal }).catch(
    (error: unknown): Prepared => {
      const { code, message, hint } = toAppError(error);
      problems.push({ severity: 'error', code, message, hint });
      return { facts: { preloadNames: USUAL_PRELOADS }, image: null, problems: [], sees: [], engineClosed: false };
    },
  );
  const resources = await resourceFacts(config);
  const userspace = await userspaceFacts(config, deps);
  const hidden = privateTmpProblems(config, { ...deps, daemon: userspace.daemon });
  const unsearchable = await selinuxPathProblems(config, { ...deps, daemon: userspace.daemon, signal });
  // The cache comes first, because a script runs when the runtime folder is gone.
  const bases = [deps.cacheDir, deps.runtimeDir];
  const { engineClosed } = prepared;
  const gate = gateFacts(config, { bases, engineClosed, payload: prepared.facts.payload });
  const found = [...prepared.problems, ...resources.problems, ...hidden, ...unsearchable, ...gate.problems];
  for (const { severity, message, hint } of found)
    problems.push({ severity, ...(severity === 'error' ? { code: 'config' as const } : {}), message, hint });
  const reportAndOmit =
    (about?: 'kernel') =>
    (error: unknown): Record<string, never> => {
      const { code, message, hint } = toAppError(error);
      problems.push({ severity: 'error', code, message, hint, ...(about ? { about } : {}) });
      return {};
    };
  const kernel = await kernelFacts(config, deps).catch(reportAndOmit('kernel'));
  const engine = await engineFacts(config, prepared.engineClosed, deps).catch(reportAndOmit());
  const label = await labelFacts(config, prepared.engineClosed, deps.engine, signal);
  const plan = planRun(config, {
    runId,
    tracePath: join(deps.scriptFolder, `trace-${runId}`),
    ustSocket: tracer.ustSocket,
    ...prepared.facts,
    ...resources.facts,
    ...gate.facts,
    ...userspace,
    ...(userspace.daemon.kind === 'private' ? { daemon: { ...userspace.daemon, home: `/tmp/ct-${runId}` } } : {}),
    ...kernel,
    ...engine,
    ...label,
  });
  return {
    steps: plan.steps.map((step) => ({ id: step.id, title: step.title, commands: shellOfStep(step) })),
    script: shellScript(plan),
    privilege: plan.privilege,
    reaches: reachesOf(plan, config.target),
    sees: prepared.sees,
    problems,
  };
}

/** The inspection may create a container, so it is journaled: a preview that is killed leaves nothing behind either. */
function prepareForPreview(
  config: RunConfig,
  deps: RunDeps,
  { runId, lttng, signal }: { runId: string; lttng: string; signal: AbortSignal },
): Promise<Prepared> {
  const { target } = config;
  const prepare = (beforeContainer: () => void): Promise<Prepared> =>
    prepareRun(config, {
      engine: deps.engine,
      cacheDir: deps.cacheDir,
      lttng,
      runId,
      signal,
      beforeContainer,
    });
  return target.kind === 'container'
    ? journaledInspection(target.engine, runId, deps, prepare)
    : prepare(() => undefined); // a program on this machine needs no container
}
