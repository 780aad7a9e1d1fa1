import { preloadIdSchema } from '@shared/tracing/preloads';
import { z } from 'zod';

/** What a look into an image's file system says about tracing it. Nothing of the image is run for it. */
export const imageReportSchema = z.object({
  /** `sha256:…`, the key under which the report is remembered. */
  imageId: z.string().min(1),
  /** By the dynamic loader that is there; `none`: an image of static programs. */
  libc: z.enum(['glibc', 'musl', 'none']),
  ust: z.nullable(
    z.object({
      /** Absolute path of liblttng-ust.so.N in the image. */
      library: z.string(),
      /** The release of LTTng-UST; null when nothing in the image says it. */
      version: z.string().nullable(),
      /** Name of the socket that it connects to: `lttng-ust-sock-8` up to 2.14; null when it names none. */
      socket: z.string().nullable(),
      /** Number of the protocol that its programs register with, see lttng-generation.ts; absent: it cannot be determined. */
      abi: z.number().int().optional(),
      /** Context fields that it knows, by LTTng's names. */
      contexts: z.array(z.string()),
    }),
  ),
  /** What to write into LD_PRELOAD: the bare name where the loader finds it, else the path. Absent: not in the image. */
  preloads: z.partialRecord(preloadIdSchema, z.string()),
  /** `provider:name` of the tracepoints that its own programs and libraries carry; LTTng's own are left out. */
  tracepoints: z.array(z.string()),
  /** ISO 8601. */
  lookedAt: z.string(),
});
export type ImageReport = z.infer<typeof imageReportSchema>;
