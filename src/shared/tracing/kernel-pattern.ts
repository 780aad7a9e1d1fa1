import { z } from 'zod';

/** A pattern of kernel tracepoints or system calls, with `*` anywhere. A single `*` matches all of them. */
export const kernelPatternSchema = z
  .string()
  .min(1)
  .max(255, 'LTTng takes at most 255 characters')
  .regex(/^[A-Za-z0-9_*][A-Za-z0-9_*-]*$/, 'a kernel event holds letters, digits, _ and *');
