import { CHECK_LIST, type MachineCheckOf } from '@shared/doctor/check-list';
import { toAppError } from '@shared/model/app-error';
import type { CheckGroup, KernelCapability, TracerState } from '@shared/model/capabilities';
import { hostPreloads } from '../tracer/host-preloads';
import { libraryCheck } from './disk-checks';
import type { Space } from './file-system';
import type { Finding } from './finding';
import { kernelLevelCheck, kernelTracerCheck } from './kernel-checks';
import { preloadCheck, readerCheck, tracerCheck } from './tracer-checks';

/** A finding for each first check of a group. */
type FirstFindings<G extends CheckGroup> = Record<MachineCheckOf<'first', G>, Finding>;

export const tracerFindings = (state: TracerState): FirstFindings<'tracer'> => ({
  tracer: tracerCheck(state),
  reader: readerCheck(state),
  'host-preloads': preloadCheck(Object.keys(hostPreloads()).length, state.payload),
});

export const kernelFindings = (kernel: KernelCapability): FirstFindings<'kernel'> => ({
  'kernel-tracer': kernelTracerCheck(kernel),
  'kernel-level': kernelLevelCheck(kernel),
});

export const libraryFindings = (path: string, uid: number, space: Space): FirstFindings<'disk'> => ({
  library: libraryCheck(path, uid, space),
});

/** The same finding for every first check of a group whose probe failed. */
export const failedFindings = (group: CheckGroup, error: unknown): Record<string, Finding> =>
  Object.fromEntries(
    CHECK_LIST.filter((listed) => listed.group === group && listed.stage === 'first').map(({ id }) => [
      id,
      failedFinding(error),
    ]),
  );

/** The finding of a check that could not run. */
export function failedFinding(error: unknown): Finding {
  const { message, hint } = toAppError(error).toData();
  return { state: 'caution', summary: message, why: hint ?? 'The check could not run, so its result is unknown.' };
}
