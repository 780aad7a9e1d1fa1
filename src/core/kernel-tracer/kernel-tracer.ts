import { release as runningRelease } from 'node:os';
import { AppError, type ErrorData } from '@shared/model/app-error';
import type { KernelTracer } from '@shared/model/capabilities';
import { type KernelTracerFacts, kernelTracerFacts } from './kernel-tracer-facts';
import { type FoundState, textsOf } from './kernel-tracer-texts';
import { compareReleases } from './module-files';

/**
 * Whether the kernel can be recorded, according to files that every user can read. Takes some milliseconds, starts no process.
 * @param root the root of the inspected file system; `/` except in tests
 * @param release the inspected kernel; the running one except in tests
 */
export async function probeKernelTracer(root = '/', release = runningRelease()): Promise<KernelTracer> {
  const facts = await kernelTracerFacts(root, release);
  const state = kernelTracerState(facts);
  return { state, ...textsOf[state](facts) };
}

/** Checks first whether the tracer is available, then for the reason why not, the most specific one first. */
export function kernelTracerState(facts: KernelTracerFacts): FoundState {
  const { dkms, installedFor, release, lock } = facts;
  if (facts.loaded !== null) return 'loaded';
  if (!facts.takesModules) return 'no-modules';
  if (installedFor.includes(release)) {
    // The key of modules that dkms did not build is unknown.
    const ofDkms = dkms?.builtFor.includes(release) ?? false;
    return ofDkms && (lock.state === 'untrusted' || lock.state === 'no-key') ? 'refused' : 'installed';
  }
  if (facts.contained) return 'contained';
  if (dkms?.failure) return 'build-failed';
  if (installedFor.some((other) => compareReleases(other, release) > 0)) return 'restart';
  if (!dkms) return 'not-installed';
  if (!facts.headers) return 'no-headers';
  return installedFor.length > 0 ? 'not-rebuilt' : 'not-built';
}

export const canTraceKernel = ({ state }: KernelTracer): boolean => state === 'loaded' || state === 'installed';

/** The last sentence of a refusal. */
export const USERSPACE_STILL_WORKS = 'Userspace can be recorded without it.';

/** Why the kernel cannot be recorded, and what to do; null when it can be recorded. */
export function kernelTracerRefusal(tracer: KernelTracer): ErrorData | null {
  if (canTraceKernel(tracer)) return null;
  const remedy = tracer.remedy ? `Run \`${tracer.remedy}\`. ` : '';
  return {
    code: 'missing',
    message: `The kernel cannot be recorded. ${tracer.reason}`,
    hint: `${remedy}${tracer.why} ${USERSPACE_STILL_WORKS}`,
  };
}

/**
 * To be called before a run that records the kernel changes anything.
 * @throws AppError `missing`, with the remedy, when the kernel tracer is missing or broken
 */
export async function requireKernelTracer(root = '/'): Promise<void> {
  const refusal = kernelTracerRefusal(await probeKernelTracer(root));
  if (refusal) throw AppError.fromData(refusal);
}
