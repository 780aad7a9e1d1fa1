import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Core, RunHandle } from '@core/core';
import type { RunConfig } from '@shared/request/run-config';

export interface OurRun {
  traceId: string;
  /** From the request to a trace that is listed as ready, in milliseconds. */
  totalMs: number;
  /** The steps from the container's creation to its removal: what `run --rm` does for the proof of concept. */
  containerMs: number;
  /** From the request to Stop to the container's end; 0 when the program ended by itself. */
  stopMs: number;
  /** From the container's end to listed as ready. */
  afterProgramMs: number;
  /** From ready to counted. */
  countMs: number;
  stepMs: Map<string, number>;
}

/** Records once and takes the times from the run's own events; returns when the events are counted, so that nothing goes on. */
export async function timedRun(
  core: Core,
  config: RunConfig,
  onGrowth?: (sizeBytes: number, handle: RunHandle) => void,
): Promise<OurRun> {
  const times = new Map<string, number>();
  const stepMs = new Map<string, number>();
  const began = performance.now();
  const handle: RunHandle = core.record(config, (event) => {
    const stepId = 'stepId' in event ? `/${event.stepId}` : '';
    times.set(`${event.type}${stepId}`, performance.now());
    if (event.type === 'step-finished') stepMs.set(event.stepId, event.durationMs);
    if (event.type === 'trace-grew') onGrowth?.(event.sizeBytes, handle); // never before the handle is there
  });
  const result = await handle.finished;
  const row = (await core.library.rows()).find((one) => one.id === handle.runId);
  const ready = performance.now();
  if (result.outcome !== 'kept' || row?.state !== 'ready')
    throw new Error(`The recording was not kept as ready: ${JSON.stringify([result, row])}`);
  await handle.counted;
  const counted = performance.now();
  const at = (name: string): number => {
    const time = times.get(name);
    if (time === undefined) throw new Error(`There was no ${name} in the run.`);
    return time;
  };
  const path = core.library.pathOf(handle.runId);
  const { recordings } = await core.library.record(handle.runId);
  for (const leaf of recordings.flatMap((recording) => recording.leaves))
    if (!existsSync(join(path, leaf.path, 'metadata'))) throw new Error(`The leaf ${leaf.path} cannot be opened.`);
  return {
    traceId: handle.runId,
    totalMs: ready - began,
    containerMs: at('step-finished/remove-1') - at('step-started/create-1'),
    stopMs: times.has('stop-requested') ? at('step-finished/run-1') - at('stop-requested') : 0,
    afterProgramMs: ready - at('step-finished/run-1'),
    countMs: counted - ready,
    stepMs,
  };
}
