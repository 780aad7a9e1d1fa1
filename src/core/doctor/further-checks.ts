import { cpus, totalmem } from 'node:os';
import type { MachineCheckOf } from '@shared/doctor/check-list';
import type { Capabilities } from '@shared/model/capabilities';
import type { MachineResources } from '@shared/planning/resource-problems';
import type { RootAccess } from '@shared/privilege/level';
import { cacheCheck, runtimeFolderCheck } from './disk-checks';
import type { DoctorDeps } from './doctor-deps';
import { pkexecCheck, tracingGroupCheck } from './elevation-checks';
import { spaceAt } from './file-system';
import type { Finding } from './finding';
import { kernelBuffersCheck, kernelCheck, userNamespacesCheck } from './kernel-checks';
import { processLimitsCheck, sharedMemoryCheck } from './resource-checks';
import { rootDaemonCheck } from './root-daemon-check';
import { selinuxCheck } from './selinux-check';
import { viewerCheck } from './viewer-check';

/** The input of the further checks. Values that several checks need are read once. */
export interface FurtherContext {
  deps: DoctorDeps;
  /** The result of the first checks. */
  known: Capabilities;
  /** Trace Compass as the settings name it; null: it is detected. */
  viewerPath: string | null;
  rootAccess(): Promise<RootAccess>;
  resources(): Promise<MachineResources>;
}

type FurtherCheck = (context: FurtherContext) => Finding | Promise<Finding>;

/** One function for each further check of the machine. */
export const FURTHER_CHECKS: Record<MachineCheckOf<'further'>, FurtherCheck> = {
  'shared-memory': async ({ resources }) => sharedMemoryCheck(await resources()),
  'process-limits': async ({ resources }) => processLimitsCheck(await resources()),
  kernel: kernelCheck,
  'kernel-buffers': () => kernelBuffersCheck({ memoryBytes: totalmem(), cpus: cpus().length }),
  'user-namespaces': ({ deps }) => userNamespacesCheck(deps),
  selinux: ({ deps, known }) => selinuxCheck(deps, known.engines, known.tracer.ustSocket),
  viewer: ({ deps, viewerPath, known }) => viewerCheck(deps, viewerPath, known.tracer.version),
  pkexec: async ({ deps, rootAccess }) => pkexecCheck(deps, await rootAccess()),
  'tracing-group': async ({ deps, rootAccess }) => tracingGroupCheck(deps, await rootAccess()),
  'root-daemon': async ({ deps, rootAccess, known }) => rootDaemonCheck(deps, await rootAccess(), known.kernel.state),
  cache: async ({ deps }) => cacheCheck(deps.cacheDir, deps.uid, await spaceAt(deps.cacheDir)),
  'runtime-folder': async ({ deps }) =>
    runtimeFolderCheck(deps.runtimeBase, deps.uid, deps.env['XDG_RUNTIME_DIR'], await spaceAt(deps.runtimeBase)),
};
