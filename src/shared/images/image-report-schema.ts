import { preloadIdSchema } from '@shared/tracing/preloads';
import { z } from 'zod';
import { imageProgramsSchema } from './image-programs';

/** A liblttng-ust. */
export const ustFactsSchema = z.object({
  /** Absolute path of liblttng-ust.so.N, in the image or on this machine. */
  library: z.string(),
  /** Release of LTTng-UST; null when unknown. */
  version: z.string().nullable(),
  /** Name of the socket that the library connects to: `lttng-ust-sock-8` up to 2.14; null when unknown. */
  socket: z.string().nullable(),
  /** Version of the registration protocol, see lttng-generation.ts; absent when unknown. */
  abi: z.number().int().optional(),
  /** Supported context fields, by LTTng's names. */
  contexts: z.array(z.string()),
});
export type UstFacts = z.infer<typeof ustFactsSchema>;

/** What an image's file system contains for tracing. Determined without running anything in the image. */
export const imageReportSchema = z.object({
  /** `sha256:…`, the key of the report in the cache. */
  imageId: z.string().min(1),
  /** Determined by the dynamic loader; `none` for an image with static programs only. */
  libc: z.enum(['glibc', 'musl', 'none']),
  /** Release, `2.36`, and e_machine and class of elf(5); null without glibc, or when unknown. */
  glibc: z.nullable(
    z.object({ version: z.string(), machine: z.number().int(), bits: z.union([z.literal(32), z.literal(64)]) }),
  ),
  /** The libraries in the image's /etc/ld.so.preload; null for a file that cannot be read. */
  preloadFile: z.array(z.string()).nullable(),
  programs: imageProgramsSchema,
  ust: z.nullable(ustFactsSchema),
  /** Values for LD_PRELOAD: the file name if the loader finds it, else the path. Absent for a library that the image lacks. */
  preloads: z.partialRecord(preloadIdSchema, z.string()),
  /** `provider:name` of the tracepoints in the image's programs and libraries, without those of LTTng itself. */
  tracepoints: z.array(z.string()),
  /** ISO 8601. */
  lookedAt: z.string(),
});
export type ImageReport = z.infer<typeof imageReportSchema>;
