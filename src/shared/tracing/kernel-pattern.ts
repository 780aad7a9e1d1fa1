import { z } from 'zod';

/** A tracepoint or system call of the kernel, with `*` anywhere; `*` alone is all of them. */
export const kernelPatternSchema = z
  .string()
  .min(1)
  .max(255, 'LTTng takes at most 255 characters')
  .regex(/^[A-Za-z0-9_*][A-Za-z0-9_*-]*$/, 'a kernel event holds letters, digits, _ and *');
