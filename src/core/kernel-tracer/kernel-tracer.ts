import { release as runningRelease } from 'node:os';
import { AppError, type ErrorData } from '@shared/model/app-error';
import type { KernelTracer } from '@shared/model/capabilities';
import { type KernelTracerFacts, kernelTracerFacts } from './kernel-tracer-facts';
import { type FoundState, textsOf } from './kernel-tracer-texts';
import { compareReleases } from './module-files';

/**
 * Whether the kernel can be recorded, as far as files tell it to any user; costs some milliseconds and starts nothing.
 * @param root the root of the file system that is looked at; `/` but in tests
 * @param release the kernel that is asked for; the running one but in tests
 */
export async function probeKernelTracer(root = '/', release = runningRelease()): Promise<KernelTracer> {
  const facts = await kernelTracerFacts(root, release);
  const state = kernelTracerState(facts);
  return { state, ...textsOf[state](facts) };
}

/** What there is comes first; then the nearest thing to it that failed. */
export function kernelTracerState(facts: KernelTracerFacts): FoundState {
  const { dkms, installedFor, release, lock } = facts;
  if (facts.loaded !== null) return 'loaded';
  if (!facts.takesModules) return 'no-modules';
  if (installedFor.includes(release)) {
    // Modules that are not of dkms were signed, or not, by somebody whose key we cannot know.
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

/** Why the kernel cannot be recorded, and the way out; null when it can. */
export function kernelTracerRefusal(tracer: KernelTracer): ErrorData | null {
  if (canTraceKernel(tracer)) return null;
  const remedy = tracer.remedy ? `Run \`${tracer.remedy}\`. ` : '';
  return {
    code: 'missing',
    message: `The kernel cannot be recorded. ${tracer.reason}`,
    hint: `${remedy}${tracer.why} Recording userspace alone goes on without it.`,
  };
}

/**
 * For a run that is to record the kernel, before it makes anything.
 * @throws AppError `missing`, with the remedy, when the kernel's tracer is not there or broken
 */
export async function requireKernelTracer(root = '/'): Promise<void> {
  const refusal = kernelTracerRefusal(await probeKernelTracer(root));
  if (refusal) throw AppError.fromData(refusal);
}
