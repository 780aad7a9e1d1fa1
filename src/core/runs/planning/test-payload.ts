import { createHash } from 'node:crypto';
import { stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Problem } from '@shared/images/problem';
import { AppError } from '@shared/model/app-error';
import { awakeLimit } from '@shared/model/awake-timer';
import { containerNameOf, RUN_LABEL } from '@shared/model/labels';
import { oneLine } from '@shared/model/plain-text';
import { type PlacedPayload, payloadVolumes } from '@shared/payload/payload-mounts';
import type { ContainerTarget, RunConfig } from '@shared/request/run-config';
import type { Engine } from '../../engines/engine';
import type { Journal } from '../../journal/journal';
import type { RunDeps } from '../run-deps';
import { INSPECT } from './image-inspection';
import type { Prepared } from './prepare-run';

/** Starting and ending a container takes about a second. */
const LIMIT_MS = 60_000;
const MOST_OUTPUT = 10_000;
/** What the loader prints about a library that it does not load; glibc, elf/rtld.c. */
const NOT_LOADED = /^ERROR: ld\.so: .*$/m;

interface Inputs {
  runId: string;
  deps: Pick<RunDeps, 'engine'>;
  journal: Journal;
  signal: AbortSignal;
}

/**
 * Proves that programs of an image start with the payload: a harmless program of the image runs with the same mounts. It runs once
 * for each image, payload and list of libraries.
 * @returns a warning if the image has no program for it
 * @throws AppError `config` if the program does not start or a library was not loaded; errors of the engine
 */
export async function testPayload(config: RunConfig, prepared: Prepared, inputs: Inputs): Promise<Problem[]> {
  const { target } = config;
  const { testProgram } = prepared;
  const { payload } = prepared.facts;
  if (!payload || target.kind !== 'container' || testProgram === undefined) return [];
  if (testProgram === null) return [untested(target)];
  const mark = markOf(payload, prepared);
  if (await stat(mark).catch(() => undefined)) return [];
  const { engine: engineId } = target;
  inputs.journal.promise(INSPECT, { kind: 'remove-containers', engine: engineId, reach: 'self', runId: inputs.runId });
  const { status, errors } = await runProgram(testProgram, target, payload, inputs);
  const refusal = NOT_LOADED.exec(errors)?.[0] ?? (status === 0 ? undefined : errors || `status ${status}`);
  if (refusal !== undefined) throw refused(testProgram, refusal);
  await writeFile(mark, '').catch(() => undefined); // without the mark it is tested again
  return [];
}

/** Beside the file of the libraries, whose name contains the hash of its lines. */
function markOf({ preloadFile }: PlacedPayload, { image }: Prepared): string {
  const key = createHash('sha256')
    .update(`${image?.id ?? ''}\n${preloadFile}`)
    .digest('hex')
    .slice(0, 32);
  return join(dirname(preloadFile), `tested-${key}`);
}

async function runProgram(
  program: string,
  target: ContainerTarget,
  payload: PlacedPayload,
  { runId, deps, signal }: Inputs,
): Promise<{ status: number; errors: string }> {
  const engine: Engine = deps.engine(target.engine);
  const limit = awakeLimit(LIMIT_MS);
  const either = AbortSignal.any([signal, limit.signal]);
  let errors = '';
  try {
    const spec = {
      name: containerNameOf(runId, 0),
      image: target.image,
      entrypoint: [program],
      command: [],
      env: [],
      labels: { [RUN_LABEL]: runId },
      volumes: payloadVolumes(payload),
      network: 'none',
      options: target.options,
    };
    const id = await engine.create(spec, either);
    try {
      const onOutput = ({ stream, text }: { stream: string; text: string }): void => {
        if (stream === 'stderr' && errors.length < MOST_OUTPUT) errors += text.slice(0, MOST_OUTPUT);
      };
      const running = await engine.start(id, onOutput, either);
      return { status: await untilAborted(running.ended, either), errors };
    } finally {
      await engine.remove(id);
    }
  } catch (error) {
    if (!limit.isOver || signal.aborted) throw error;
    throw new AppError('command', `The test run of ${program} did not end within ${LIMIT_MS / 1000} s.`, {
      hint: 'Check that the engine responds, then record again.',
      cause: error,
    });
  } finally {
    limit.clear();
  }
}

/** @throws AppError `cancelled` when the signal fires first */
async function untilAborted(ended: Promise<number>, signal: AbortSignal): Promise<number> {
  ended.catch(() => undefined); // the container is removed while this waits
  const aborted = new Promise<never>((_, reject) => {
    const cancel = (): void => reject(new AppError('cancelled', 'Cancelled during the test run.'));
    if (signal.aborted) cancel();
    else signal.addEventListener('abort', cancel, { once: true });
  });
  return Promise.race([ended, aborted]);
}

const refused = (program: string, reason: string): AppError =>
  new AppError(
    'config',
    `Programs of the image do not start with the tracer of this machine. A test run of ${program} ended with: ${oneLine(reason).slice(0, 300)}`,
    { hint: 'Add LTTng-UST to the image, see docs/instrument-your-image.md, or record the kernel only.' },
  );

const untested = ({ image }: ContainerTarget): Problem => ({
  code: 'untested-payload',
  severity: 'warning',
  message: `The image ${image} has no program for a test run, so it was not proved that its programs start with the tracer of this machine.`,
  hint: 'If the program does not start, add LTTng-UST to the image. See docs/instrument-your-image.md.',
});
