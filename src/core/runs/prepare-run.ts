import type { EngineId } from '@shared/engines/registry';
import { type Problem, readiness } from '@shared/images/readiness';
import { AppError } from '@shared/model/app-error';
import { RUN_LABEL } from '@shared/model/labels';
import type { RunConfig } from '@shared/model/run-config';
import type { TraceRecord } from '@shared/model/trace-record';
import type { PlanFacts } from '@shared/planning/plan-run';
import { chooseRecording } from '@shared/planning/recording-choice';
import type { PreloadId } from '@shared/tracing/preloads';
import type { Engine } from '../engines/engine';
import { lookIntoImage } from '../images/image-report';
import { hostPreloads } from '../tracer/host-preloads';

export interface Prepared {
  facts: Pick<PlanFacts, 'preloadNames' | 'imagePreload'>;
  image: TraceRecord['image'];
  problems: Problem[];
}

interface Surroundings {
  engine(id: EngineId): Engine;
  cacheDir: string;
  ustSocket: string;
  /** On whatever container is made for the look. */
  runId: string;
  signal: AbortSignal;
  /** Before a container is made for the look, if one is: the moment to promise its removal. */
  beforeLook(): void;
}

/**
 * Looks at what is to be traced, without running anything of it: which preload libraries it has under which names, and
 * whether its tracer and ours fit together.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`
 */
export async function prepareRun(config: RunConfig, around: Surroundings): Promise<Prepared> {
  const { target } = config;
  if (target.kind === 'host') return { facts: { preloadNames: hostPreloads() }, image: null, problems: [] };
  const engine = around.engine(target.engine);
  const details = await engine.inspectImage(target.image, around.signal);
  const report = await lookIntoImage(engine, target.image, {
    cacheDir: around.cacheDir,
    imageId: details.id,
    labels: { [RUN_LABEL]: around.runId },
    signal: around.signal,
    beforeContainer: () => around.beforeLook(),
  });
  const choice = chooseRecording(config.recording);
  const imagePreload = details.env.find((entry) => entry.startsWith('LD_PRELOAD='))?.slice('LD_PRELOAD='.length);
  return {
    facts: { preloadNames: report.preloads as Partial<Record<PreloadId, string>>, imagePreload },
    image: { reference: target.image, id: details.id, digests: details.repoDigests },
    problems: readiness(report, { socket: around.ustSocket, contexts: choice.contexts, preloads: choice.preloads }),
  };
}

/** @throws AppError `config` with the first thing that keeps every event away, unless the user insists */
export function refuseHopeless(problems: readonly Problem[], force: boolean): void {
  const fatal = problems.find((problem) => problem.severity === 'error');
  if (fatal && !force)
    throw new AppError('config', fatal.message, { hint: `${fatal.hint} To record all the same: --force.` });
}
