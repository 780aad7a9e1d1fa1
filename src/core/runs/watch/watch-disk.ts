import type { EndedBy } from '@shared/model/trace-record';
import type { RunPlan } from '@shared/planning/step';
import type { RunConfig } from '@shared/request/run-config';
import type { Tracer } from '../../tracer/tracer';
import type { RunContext } from '../run-context';
import { guardDisk } from './disk-guard';
import type { FloorWatch } from './floor-watch';
import type { LossWatch } from './loss-watch';

/** Guards the disk under a run: tells how the trace grows, and stops both recorders at the limits. Returns the way to end it. */
export function watchDisk(
  limits: RunConfig['limits'],
  run: RunContext,
  losses: LossWatch,
  floor: FloorWatch,
): () => void {
  const began = Date.now();
  const stop = (by: EndedBy): void => {
    run.stop(by);
    void stopTracers(run.plan, run.tracer);
  };
  return guardDisk({
    path: run.plan.tracePath,
    limits,
    beforeLook: () => floor.look(),
    onLook: (sizeBytes, freeBytes) =>
      run.emit({
        type: 'trace-grew',
        at: Date.now(),
        elapsedMs: Date.now() - (run.startedAtMs ?? began),
        sizeBytes,
        freeBytes,
        discardedEvents: losses.discardedEvents,
      }),
    onFloor: () => {
      if (run.stoppedBy()) return;
      run.warn({
        code: 'disk-floor',
        message: 'The recording was stopped because the disk was nearly full.',
        hint: 'Free space, choose another library, or lower the floor.',
      });
      stop('disk-floor');
    },
    onSize: () => {
      if (!run.stoppedBy()) stop('size-limit');
    },
  });
}

/**
 * The plan's own stops, ahead of their turn and all at once: the program gets its grace to end, and would fill what is left
 * of the disk meanwhile. A session that is stopped twice is stopped once; a refusal is told when the step has its turn.
 */
async function stopTracers({ steps }: RunPlan, tracer: Tracer): Promise<void> {
  const stops = steps.flatMap(({ do: action }) =>
    action.kind === 'trace'
      ? action.commands.filter(({ verb }) => verb === 'stop').map((command) => ({ daemon: action.daemon, command }))
      : [],
  );
  await Promise.allSettled(stops.map(({ daemon, command }) => tracer.run(daemon, command)));
}
