import type { Problem } from '@shared/images/problem';
import type { TraceRecord } from '@shared/model/trace-record';
import { planRun } from '@shared/planning/plan-run';
import type { RunPlan } from '@shared/planning/step';
import { probeTracer, requireTracer } from '../../tracer/tracer-state';
import type { RunInProgress } from '../run-in-progress';
import { gateFacts } from './gate-facts';
import { INSPECT } from './image-inspection';
import { labelFacts } from './label-facts';
import { newRecord } from './new-record';
import { prepareRun, refuseUntraceable } from './prepare-run';
import { privateTmpProblems } from './private-tmp-problem';
import { engineFacts, kernelFacts, userspaceFacts } from './privilege-facts';
import { provenance } from './provenance';
import { resourceFacts } from './resource-facts';
import { selinuxPathProblems } from './selinux-path-problem';
import { testPayload } from './test-payload';

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
          journal.promise(INSPECT, { kind: 'remove-containers', engine: target.engine, reach: 'self', runId });
      },
    }),
    target.kind === 'container' ? deps.engineVersion(target.engine) : null,
  ]);
  const resources = await resourceFacts(config);
  const userspace = await userspaceFacts(config, deps);
  const hidden = privateTmpProblems(config, { ...deps, daemon: userspace.daemon });
  const unsearchable = await selinuxPathProblems(config, { ...deps, daemon: userspace.daemon, signal });
  const gate = gateFacts(config, {
    bases: [deps.runtimeDir, deps.cacheDir],
    engineClosed: prepared.engineClosed,
    payload: prepared.facts.payload,
  });
  const problems = [...prepared.problems, ...resources.problems, ...hidden, ...unsearchable, ...gate.problems];
  refuseUntraceable(problems, config.force);
  problems.push(...(await testPayload(config, prepared, { runId, deps, journal, signal })));
  const plan = planRun(config, {
    runId,
    tracePath: deps.library.pathOf(runId),
    ustSocket: tracer.ustSocket,
    ...prepared.facts,
    ...resources.facts,
    ...gate.facts,
    ...userspace,
    ...kernel,
    ...(await engineFacts(config, prepared.engineClosed, deps)),
    ...(await labelFacts(config, prepared.engineClosed, deps.engine, signal)),
  });
  const origin = provenance(deps.appVersion, tracer.version, engineVersion);
  return { plan, record: newRecord(config, plan, prepared.image, origin), problems };
}
