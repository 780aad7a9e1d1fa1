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

/** What decides whether a tracer can be lent to an image. */
export const lentTracerSchema = z.object({
  /** `machine`: the tracer of this machine · `older`: the pinned build for images with an older glibc. */
  origin: z.enum(['machine', 'older']),
  ust: ustFactsSchema,
  /** N of liblttng-ust.so.N. */
  soname: z.number().int(),
  /** The lowest release of glibc with all symbol versions that the files require, `2.34`. */
  glibc: z.string(),
  /** e_machine and class of elf(5). */
  machine: z.number().int(),
  bits: z.union([z.literal(32), z.literal(64)]),
});
export type LentTracer = z.infer<typeof lentTracerSchema>;

/** A tracer on this machine that is mounted into containers whose image has none. */
export const payloadFactsSchema = lentTracerSchema.extend({
  /** 16 hex digits of the hash of all files. */
  id: z.string().regex(/^[0-9a-f]{16}$/),
  /** File names of the preload libraries. */
  preloads: z.partialRecord(preloadIdSchema, z.string()),
  /** In the order of their names. */
  files: z.array(payloadFileSchema),
});
export type PayloadFacts = z.infer<typeof payloadFactsSchema>;

/** The older tracer in the cache. */
export const fetchedTracerSchema = z.object({
  /** Release of LTTng-UST. */
  release: z.string(),
  /** The oldest glibc that it can be lent to. */
  glibc: z.string(),
  /** The folder with its libraries and licences. */
  folder: z.string(),
  /** Whether it was downloaded now. */
  fetched: z.boolean(),
});
export type FetchedTracer = z.infer<typeof fetchedTracerSchema>;

/** The tracers that can be lent to images. */
export const lendableTracersSchema = z.object({
  /** The preferred one first. */
  payloads: z.array(payloadFactsSchema),
  /** The older tracer, if it is not fetched yet; null if it is, or if there is none for this processor. */
  fetchable: lentTracerSchema.nullable(),
});
export type LendableTracers = z.infer<typeof lendableTracersSchema>;
