import type { Problem } from '@shared/images/readiness';
import type { TraceRecord } from '@shared/model/trace-record';
import { planRun } from '@shared/planning/plan-run';
import type { RunPlan } from '@shared/planning/step';
import { probeTracer, requireTracer } from '../../tracer/tracer-state';
import type { RunInProgress } from '../run-in-progress';
import { labelFacts } from './label-facts';
import { newRecord } from './new-record';
import { prepareRun, refuseUntraceable } from './prepare-run';
import { engineFacts, kernelFacts, userspaceFacts } from './privilege-facts';
import { provenance } from './provenance';
import { resourceFacts } from './resource-facts';

export interface PlannedRun {
  plan: RunPlan;
  record: TraceRecord;
  problems: Problem[];
}

/**
 * Inspects the machine and the image, and plans a run that is about to be recorded.
 * @throws AppError `missing` (tracer, engine, image), `config` (an image that cannot be traced), `denied`, `cancelled`
 */
export async function planOfRun({ runId, config, deps, journal, signals }: RunInProgress): Promise<PlannedRun> {
  const signal = signals.ended;
  const { target } = config;
  const kernel = await kernelFacts(config, deps);
  const tracer = requireTracer(await probeTracer(process.getuid?.() ?? 0));
  const [prepared, engineVersion] = await Promise.all([
    prepareRun(config, {
      engine: deps.engine,
      cacheDir: deps.cacheDir,
      lttng: tracer.version,
      runId,
      signal,
      // The inspection may create a container with the run's id. Its removal is in the journal first. An engine that does
      // not respond gets no journal entry, since there is nothing to undo.
      beforeContainer: () => {
        if (target.kind === 'container')
          journal.promise('look', { kind: 'remove-containers', engine: target.engine, reach: 'self', runId });
      },
    }),
    target.kind === 'container' ? deps.engineVersion(target.engine) : null,
  ]);
  const resources = await resourceFacts(config);
  const problems = [...prepared.problems, ...resources.problems];
  refuseUntraceable(problems, config.force);
  const userspace = await userspaceFacts(config, deps);
  const plan = planRun(config, {
    runId,
    tracePath: deps.library.pathOf(runId),
    ustSocket: tracer.ustSocket,
    ...prepared.facts,
    ...resources.facts,
    ...userspace,
    ...kernel,
    ...(await engineFacts(config, prepared.engineClosed, deps)),
    ...(await labelFacts(config, prepared.engineClosed, deps.engine, signal)),
  });
  const origin = provenance(deps.appVersion, tracer.version, engineVersion);
  return { plan, record: newRecord(config, plan, prepared.image, origin), problems };
}
