import { preloadIdSchema } from '@shared/tracing/preloads';
import { z } from 'zod';
import { ustFactsSchema } from '../images/image-report-schema';

/** A file of the payload. */
const payloadFileSchema = z.object({
  /** File name, as programs and other libraries ask for it. */
  name: z.string(),
  /** Where it comes from on this machine. */
  source: z.string(),
  sha256: z.string(),
  sizeBytes: z.number().int(),
  /** SPDX expression; null when unknown. */
  licence: z.string().nullable(),
});

/** The tracer of this machine that is mounted into containers whose image has none. */
export const payloadFactsSchema = z.object({
  /** 16 hex digits of the hash of all files. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  ust: ustFactsSchema,
  /** N of liblttng-ust.so.N. */
  soname: z.number().int(),
  /** The lowest release of glibc with all symbol versions that the files require, `2.34`. */
  glibc: z.string(),
  /** e_machine and class of elf(5). */
  machine: z.number().int(),
  bits: z.union([z.literal(32), z.literal(64)]),
  /** File names of the preload libraries. */
  preloads: z.partialRecord(preloadIdSchema, z.string()),
  /** In the order of their names. */
  files: z.array(payloadFileSchema),
});
export type PayloadFacts = z.infer<typeof payloadFactsSchema>;
