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

/** Bounds the length of the LTTng filter that lists the namespaces. */
const MOST_NAMESPACES = 32;

/** The daemon that records userspace, and the level of privilege if that daemon is not the user's own. */
export async function userspaceFacts(
  { recording }: RunConfig,
  deps: RunDeps,
): Promise<Pick<PlanFacts, 'daemon' | 'userspaceAccess'>> {
  if (deps.daemon.ref.kind === 'root' || !recordsUserspace(recording)) return { daemon: deps.daemon.ref };
  const daemon = await deps.daemon.refFor(await deps.rootAccess());
  return { daemon, ...(daemon.kind === 'root' ? { userspaceAccess: SHARED_DAEMON } : {}) };
}

/**
 * The facts that the plan needs to record the kernel, with the lowest sufficient level of privilege. Empty if the kernel is
 * not recorded.
 * @throws AppError `missing` or `denied`, with an alternative, when no level is available or the kernel cannot be traced
 */
export async function kernelFacts({ recording }: RunConfig, deps: RunDeps): Promise<Pick<PlanFacts, 'kernel'>> {
  if (!recording.kernel) return {};
  const access = requireLevel(kernelLevel(await deps.rootAccess()));
  await requireKernelTracer();
  const buffers = kernelBuffersFor({ memoryBytes: totalmem(), cpus: cpus().length });
  return { kernel: { access, buffers, exceptPidNs: pidNamespaces(), clientHome: deps.runtimeDir } };
}

/**
 * The level of privilege that creates containers on an engine whose socket the user cannot access.
 * @throws AppError `denied` when no level is available
 */
export async function engineFacts(
  { target }: RunConfig,
  isClosed: boolean,
  deps: RunDeps,
): Promise<Pick<PlanFacts, 'engineAccess'>> {
  if (!isClosed || target.kind !== 'container') return {};
  return { engineAccess: requireLevel(engineLevel(await deps.rootAccess(), engineLanguage(target.engine).title)) };
}

function requireLevel(choice: LevelChoice | { refusal: ErrorData }): LevelChoice {
  if ('refusal' in choice) throw AppError.fromData(choice.refusal);
  return choice;
}

/**
 * This machine's pid namespace first, then all others that exist now and that this user can see. A recording that is
 * restricted to containers excludes them: the namespace of the new container does not exist yet.
 */
function pidNamespaces(): number[] {
  const seen = new Set<number>();
  for (const pid of ['self', ...readdirSync('/proc').filter((name) => /^\d+$/.test(name))]) {
    try {
      const inode = /\[(\d+)\]$/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[1];
      if (inode !== undefined) seen.add(Number(inode));
    } catch {
      // the process has ended or belongs to another user: its namespace is unknown
    }
  }
  return [...seen].slice(0, MOST_NAMESPACES);
}
