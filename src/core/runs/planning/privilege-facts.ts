import { readdirSync, readlinkSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { engineLanguage } from '@shared/engines/registry';
import { AppError, type ErrorData } from '@shared/model/app-error';
import type { PlanFacts } from '@shared/planning/plan-facts';
import { engineLevel, kernelLevel, type LevelChoice, SHARED_DAEMON } from '@shared/privilege/level';
import { type RunConfig, recordsUserspace } from '@shared/request/run-config';
import { kernelBuffersFor } from '@shared/tracing/kernel-recording';
import { requireKernelTracer } from '../../kernel-tracer/kernel-tracer';
import type { RunDeps } from '../run-deps';

/** More than any machine of ours has; a filter of LTTng's is bounded, too. */
const MOST_NAMESPACES = 32;

/** The daemon that records userspace, and with whose rights where that is not the user's own daemon. */
export async function userspaceFacts(
  { recording }: RunConfig,
  deps: RunDeps,
): Promise<Pick<PlanFacts, 'daemon' | 'userspaceAccess'>> {
  if (deps.daemon.ref.kind === 'root' || !recordsUserspace(recording)) return { daemon: deps.daemon.ref };
  const daemon = await deps.daemon.refFor(await deps.rootAccess());
  return { daemon, ...(daemon.kind === 'root' ? { userspaceAccess: SHARED_DAEMON } : {}) };
}

/**
 * What the plan needs to know of the kernel, where it is recorded at all: the lowest level of privilege that serves.
 * @throws AppError `missing` or `denied`, with another way to go, where no level serves or the kernel cannot be traced
 */
export async function kernelFacts({ recording }: RunConfig, deps: RunDeps): Promise<Pick<PlanFacts, 'kernel'>> {
  if (!recording.kernel) return {};
  const access = taken(kernelLevel(await deps.rootAccess()));
  await requireKernelTracer();
  const buffers = kernelBuffersFor({ memoryBytes: totalmem(), cpus: cpus().length });
  return { kernel: { access, buffers, exceptPidNs: pidNamespaces(), clientHome: deps.runtimeDir } };
}

/**
 * How the containers of an engine that is closed to the user are made all the same.
 * @throws AppError `denied` where no level serves
 */
export async function engineFacts(
  { target }: RunConfig,
  isClosed: boolean,
  deps: RunDeps,
): Promise<Pick<PlanFacts, 'engineAccess'>> {
  if (!isClosed || target.kind !== 'container') return {};
  return { engineAccess: taken(engineLevel(await deps.rootAccess(), engineLanguage(target.engine).title)) };
}

function taken(choice: LevelChoice | { refusal: ErrorData }): LevelChoice {
  if ('refusal' in choice) throw AppError.fromData(choice.refusal);
  return choice;
}

/**
 * This machine's pid namespace first, then the others that are there now, as far as this user may see them: a container's
 * own does not exist before it is started, so what is restricted to it leaves out those that do.
 */
function pidNamespaces(): number[] {
  const seen = new Set<number>();
  for (const pid of ['self', ...readdirSync('/proc').filter((name) => /^\d+$/.test(name))]) {
    try {
      const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[1];
      if (inode !== undefined) seen.add(Number(inode));
    } catch {
      // ended, or another user's: it cannot be told apart
    }
  }
  return [...seen].slice(0, MOST_NAMESPACES);
}
