import type { EngineId } from '@shared/engines/registry';
import { programOf } from '@shared/images/image-programs';
import type { Problem } from '@shared/images/problem';
import { programReadiness } from '@shared/images/program-readiness';
import { readiness } from '@shared/images/readiness';
import { type SeenRow, seenRows } from '@shared/images/seen-rows';
import { AppError } from '@shared/model/app-error';
import { RUN_LABEL } from '@shared/model/labels';
import type { TraceRecord } from '@shared/model/trace-record';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { chooseRecording, sharesPids } from '@shared/planning/recording-choice';
import { type ContainerTarget, type RunConfig, recordsUserspace } from '@shared/request/run-config';
import type { PreloadId } from '@shared/tracing/preloads';
import type { Engine, ImageDetails } from '../../engines/engine';
import { reportOnImage } from '../../images/image-report';
import { machinePayload } from '../../payload/machine-payload';
import { hostPreloads } from '../../tracer/host-preloads';
import { isClosed, notInspected, refuseUnsupportedByHelper, USUAL_PRELOADS } from './closed-engine';
import { lendTracer, NOT_LENT } from './lend-tracer';

export interface Prepared {
  facts: Pick<PlanFacts, 'preloadNames' | 'imagePreload' | 'imagePath' | 'payload'>;
  image: TraceRecord['image'];
  problems: Problem[];
  /** What the recording of userspace will show of the image; empty if it was not inspected. */
  sees: SeenRow[];
  /** The engine's socket belongs to root and the user has no access: the helper creates the containers. */
  engineClosed: boolean;
  /** A program of the image for the test run of the payload, null if there is none; absent without a payload. */
  testProgram?: string | null;
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
    return { facts: { preloadNames: hostPreloads() }, image: null, problems: [], sees: [], engineClosed: false };
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
      sees: [],
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
  const payload = await machinePayload();
  const wanted = { lttng: inputs.lttng, contexts, preloads, payload: payload?.facts ?? null };
  const { tracer, problems } = readiness(report, wanted);
  const started = programOf(report.programs, firstWordOf(config, target, details), details.env);
  const wish = { preloads, imageLines: report.preloadFile ?? [] };
  const { placed, problems: notLent } =
    tracer === 'payload' && payload ? await lendTracer(target, payload, wish, inputs.cacheDir) : NOT_LENT;
  return {
    facts: {
      preloadNames: tracer === 'payload' ? {} : (report.preloads as Partial<Record<PreloadId, string>>),
      payload: placed,
      imagePreload,
      imagePath: details.path,
    },
    image,
    problems: [
      ...problems,
      ...notLent,
      ...(started && tracer !== 'none' ? programReadiness(started, tracer, preloads) : []),
    ],
    sees: seenRows(report, { tracer, preloads }),
    engineClosed: false,
    ...(placed ? { testProgram: report.programs.testProgram } : {}),
  };
}

/** The program that the engine starts. */
const firstWordOf = ({ command }: RunConfig, { entrypoint }: ContainerTarget, details: ImageDetails): string =>
  [...(entrypoint ?? details.entrypoint), ...(command.length > 0 ? command : details.command)][0] ?? '';

/** @throws AppError `config` for options that the helper, which will create the container, does not support */
function withoutInspection({ recording }: RunConfig, target: ContainerTarget): Prepared {
  refuseUnsupportedByHelper(target);
  return {
    facts: { preloadNames: USUAL_PRELOADS },
    image: { reference: target.image, id: '', digests: [] },
    problems: recordsUserspace(recording) ? [notInspected(target)] : [],
    sees: [],
    engineClosed: true,
  };
}

/** @throws AppError `config` with the first problem that prevents all events, unless the user forces the recording */
export function refuseUntraceable(problems: readonly Problem[], force: boolean): void {
  const fatal = problems.find((problem) => problem.severity === 'error');
  if (fatal && !force)
    throw new AppError('config', fatal.message, { hint: `${fatal.hint} Use --force to record anyway.` });
}
