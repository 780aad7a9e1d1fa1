import type { EndedBy } from '@shared/model/trace-record';
import type { RunPlan } from '@shared/planning/step';
import type { RunConfig } from '@shared/request/run-config';
import type { Tracer } from '../../tracer/tracer';
import type { RunContext } from '../run-context';
import { guardDisk } from './disk-guard';
import type { FloorWatch } from './floor-watch';
import type { LossWatch } from './loss-watch';

/** Guards the disk of a run: reports how the trace grows, and stops all tracers at the limits. Returns a function that ends it. */
export function watchDisk(
  limits: RunConfig['limits'],
  run: RunContext,
  losses: LossWatch,
  floor: FloorWatch,
): () => void {
  const beganMs = performance.now();
  const stop = (by: EndedBy): void => {
    run.stop(by);
    void stopTracers(run.plan, run.tracer);
  };
  return guardDisk({
    path: run.plan.tracePath,
    limits,
    beforeCheck: () => floor.adoptStop(),
    onReport: (sizeBytes, freeBytes) =>
      run.emit({
        type: 'trace-grew',
        at: Date.now(),
        elapsedMs: run.startedAtMs === undefined ? performance.now() - beganMs : run.clock.nowMs() - run.startedAtMs,
        sizeBytes,
        freeBytes,
        discardedEvents: losses.discardedEvents,
      }),
    onFloor: () => {
      if (run.stoppedBy()) return;
      run.warn({
        code: 'disk-floor',
        message: 'The recording was stopped because the disk was nearly full.',
        hint: 'Free some space, use another library, or lower the limit for free space.',
      });
      stop('disk-floor');
    },
    onSize: () => {
      if (!run.stoppedBy()) stop('size-limit');
    },
  });
}

/**
 * Runs the stop commands of the plan early and all at once: during its grace period the program could fill the rest of the
 * disk. Stopping a session twice is harmless. The regular stop step reports a refusal.
 */
async function stopTracers({ steps }: RunPlan, tracer: Tracer): Promise<void> {
  const stops = steps.flatMap(({ do: action }) =>
    action.kind === 'trace'
      ? action.commands.filter(({ verb }) => verb === 'stop').map((command) => ({ daemon: action.daemon, command }))
      : [],
  );
  await Promise.allSettled(stops.map(({ daemon, command }) => tracer.run(daemon, command)));
}
