import type { KernelCapability } from '@shared/model/capabilities';
import { kernelLevel, type RootAccess } from '@shared/privilege/level';
import { kernelTracerRefusal, probeKernelTracer } from '../kernel-tracer/kernel-tracer';

/** Whether the kernel can be recorded, and at which level of privilege. */
export async function kernelCapability(deps: {
  root: string;
  rootAccess: () => Promise<RootAccess>;
}): Promise<KernelCapability> {
  const [tracer, access] = await Promise.all([probeKernelTracer(deps.root), deps.rootAccess()]);
  const refusal = kernelTracerRefusal(tracer);
  if (refusal) return { ...tracer, level: null, refusal };
  const level = kernelLevel(access);
  return 'refusal' in level ? { ...tracer, level: null, refusal: level.refusal } : { ...tracer, level, refusal: null };
}
