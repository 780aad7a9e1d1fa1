import { z } from 'zod';
import { buffersSchema } from './events';
import { kernelContextSchema } from './kernel-contexts';
import { findKernelPreset, KERNEL_PRESETS } from './kernel-presets';

/** A tracepoint or system call of the kernel, with `*` anywhere; `*` alone is all of them. */
export const kernelPatternSchema = z
  .string()
  .min(1)
  .max(255, 'LTTng takes at most 255 characters')
  .regex(/^[A-Za-z0-9_*][A-Za-z0-9_*-]*$/, 'a kernel event holds letters, digits, _ and *');

/** What is recorded of the kernel: a preset, patterns of the user's own, or both. */
export const kernelChoiceSchema = z
  .object({
    preset: z
      .string()
      .refine(
        (id) => findKernelPreset(id) !== undefined,
        `a kernel preset is one of: ${KERNEL_PRESETS.map((preset) => preset.id).join(', ')}`,
      )
      .optional(),
    tracepoints: z.array(kernelPatternSchema).default([]),
    syscalls: z.array(kernelPatternSchema).default([]),
    contexts: z.array(kernelContextSchema).default([]),
    /** Left out: from the machine's memory and processors. */
    buffers: buffersSchema.optional(),
    /** System calls and block events only of other pid namespaces than this machine's own: of containers. */
    containersOnly: z.boolean().default(false),
  })
  .refine((kernel) => kernel.preset !== undefined || kernel.tracepoints.length > 0 || kernel.syscalls.length > 0, {
    message: 'choose a kernel preset or name at least one tracepoint or system call',
    path: ['preset'],
  });
export type KernelChoice = z.infer<typeof kernelChoiceSchema>;
