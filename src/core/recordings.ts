import type { EngineId } from '@shared/engines/registry';
import type { PlanPreview } from '@shared/ipc/channels/runs';
import type { RunEvent } from '@shared/model/run-event';
import type { RunConfig } from '@shared/request/run-config';
import type { KernelOffers } from '@shared/tracing/kernel-offers';
import type { CoreContext } from './core-context';
import { demoConfig } from './demo-config';
import type { ImageWork } from './image-work';
import { previewRun } from './runs/planning/preview-run';
import { startRun } from './runs/run';
import type { RunHandle } from './runs/run-handle';
import { kernelOffers } from './tracer/kernel-offers';
import { neverCancelled } from './until-closing';

/** Previews and starts recordings. */
export interface Recordings {
  /** The events that this kernel offers. Asks for no password; never fails. */
  kernelOffers(): Promise<KernelOffers>;
  preview(config: RunConfig, signal?: AbortSignal): Promise<PlanPreview>;
  record(config: RunConfig, observe: (event: RunEvent) => void): RunHandle;
  /** Builds the demo image if it is missing or outdated, then records the demo. */
  recordDemo(
    engine: EngineId,
    observe: (event: RunEvent) => void,
    onProgress?: (line: string) => void,
    change?: (config: RunConfig) => RunConfig,
  ): RunHandle;
}

/** @param running contains each started recording until its events have been counted */
export function recordings(
  { resources, untilClosing }: CoreContext,
  { build }: ImageWork,
  running: Set<RunHandle>,
): Recordings {
  const track = (handle: RunHandle): RunHandle => {
    running.add(handle);
    void handle.counted.then(() => running.delete(handle));
    return handle;
  };
  return {
    kernelOffers: () => kernelOffers(resources.runDeps()),
    preview: (config, signal = neverCancelled) =>
      untilClosing.run(signal, (ended) => previewRun(config, resources.runDeps(), ended)),
    record: (config, observe) => track(startRun(config, resources.runDeps(), observe)),
    recordDemo: (engine, observe, onProgress = () => undefined, change = (config) => config) => {
      const before = {
        id: 'image',
        title: 'Build the demo image if it is missing',
        work: async (onLine: (line: string) => void, signal: AbortSignal): Promise<void> => {
          const report = (line: string): void => {
            onLine(line);
            onProgress(line);
          };
          await build(engine, 'demo', report, signal);
        },
      };
      return track(startRun(change(demoConfig(engine)), { ...resources.runDeps(), before }, observe));
    },
  };
}
