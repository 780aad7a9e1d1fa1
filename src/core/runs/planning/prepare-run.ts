import type { EngineId } from '@shared/engines/registry';
import { type Problem, readiness } from '@shared/images/readiness';
import { AppError } from '@shared/model/app-error';
import { RUN_LABEL } from '@shared/model/labels';
import type { TraceRecord } from '@shared/model/trace-record';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { chooseRecording, sharesPids } from '@shared/planning/recording-choice';
import { type ContainerTarget, type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { PreloadId } from '@shared/tracing/preloads';
import type { Engine, ImageDetails } from '../../engines/engine';
import { reportOnImage } from '../../images/image-report';
import { hostPreloads } from '../../tracer/host-preloads';
import { isClosed, notInspected, refuseUnsupportedByHelper, USUAL_PRELOADS } from './closed-engine';

export interface Prepared {
  facts: Pick<PlanFacts, 'preloadNames' | 'imagePreload' | 'imagePath'>;
  image: TraceRecord['image'];
  problems: Problem[];
  /** The engine's socket belongs to root and the user has no access: the helper creates the containers. */
  engineClosed: boolean;
}

interface Inputs {
  engine(id: EngineId): Engine;
  cacheDir: string;
  /** Release of this machine's session daemon. */
  lttng: string;
  /** Label of the container that the inspection may create. */
  runId: string;
  signal: AbortSignal;
  /** Called before the inspection creates a container, if it does: write the container's removal into the journal here. */
  beforeContainer(): void;
}

/**
 * Inspects the target without running any of its programs: the names of its preload libraries, and whether its LTTng-UST is
 * compatible with this machine's LTTng.
 * @throws AppError `missing` (no such image, engine down), `denied`, `cancelled`
 */
export async function prepareRun(config: RunConfig, inputs: Inputs): Promise<Prepared> {
  const { target } = config;
  if (target.kind === 'host')
    return { facts: { preloadNames: hostPreloads() }, image: null, problems: [], engineClosed: false };
  const engine = inputs.engine(target.engine);
  const details = await engine.inspectImage(target.image, inputs.signal).catch(async (error: unknown) => {
    if (await isClosed(engine, error, inputs.signal)) return undefined;
    throw error;
  });
  if (!details) return withoutInspection(config, target);
  const prepared = await withInspection(config, target, details, inputs);
  return { ...prepared, problems: [...(await engine.problems(target)), ...prepared.problems] };
}

async function withInspection(
  config: RunConfig,
  target: ContainerTarget,
  details: ImageDetails,
  inputs: Inputs,
): Promise<Prepared> {
  const imagePreload = details.env.find((entry) => entry.startsWith('LD_PRELOAD='))?.slice('LD_PRELOAD='.length);
  const image = { reference: target.image, id: details.id, digests: details.repoDigests };
  if (!recordsUserspace(config.recording))
    return {
      facts: { preloadNames: {}, imagePreload, imagePath: details.path },
      image,
      problems: [],
      engineClosed: false,
    };
  const report = await reportOnImage(inputs.engine(target.engine), target.image, {
    cacheDir: inputs.cacheDir,
    imageId: details.id,
    labels: { [RUN_LABEL]: inputs.runId },
    signal: inputs.signal,
    beforeContainer: () => inputs.beforeContainer(),
  });
  const { contexts, preloads } = chooseRecording(config.recording, sharesPids(config));
  return {
    facts: {
      preloadNames: report.preloads as Partial<Record<PreloadId, string>>,
      imagePreload,
      imagePath: details.path,
    },
    image,
    problems: readiness(report, { lttng: inputs.lttng, contexts, preloads }),
    engineClosed: false,
  };
}

/** @throws AppError `config` for options that the helper, which will create the container, does not support */
function withoutInspection({ recording }: RunConfig, target: ContainerTarget): Prepared {
  refuseUnsupportedByHelper(target);
  return {
    facts: { preloadNames: USUAL_PRELOADS },
    image: { reference: target.image, id: '', digests: [] },
    problems: recordsUserspace(recording) ? [notInspected(target)] : [],
    engineClosed: true,
  };
}

/** @throws AppError `config` with the first problem that prevents all events, unless the user forces the recording */
export function refuseUntraceable(problems: readonly Problem[], force: boolean): void {
  const fatal = problems.find((problem) => problem.severity === 'error');
  if (fatal && !force)
    throw new AppError('config', fatal.message, { hint: `${fatal.hint} Use --force to record anyway.` });
}
