import { z } from 'zod';
import { engineIdSchema } from '../engines/registry';
import { imageReferenceSchema } from '../model/image-reference';
import { probedFileSchema } from '../tracing/watched-function';

/** Bounds the answer. Large programs have more functions, and any other name can be typed. */
export const MOST_WATCHABLE = 20_000;

const wordSchema = z.string().max(4096);

/** The program whose functions are listed. */
export const watchableQuerySchema = z.object({
  engine: engineIdSchema,
  image: imageReferenceSchema,
  /** Absent: the program that the container starts. */
  file: probedFileSchema.optional(),
  /** First word of the user's command; absent: that of the image. */
  command: wordSchema.optional(),
  /** First word of the user's entrypoint; absent: that of the image. */
  entrypoint: wordSchema.optional(),
});
export type WatchableQuery = z.infer<typeof watchableQuerySchema>;

/** The functions of a program that can be watched. */
export const watchableSchema = z.object({
  /** Path in the image; null if it cannot be told. */
  file: z.string().nullable(),
  functions: z.array(z.string()).max(MOST_WATCHABLE),
  /** Why there are none. */
  problem: z.object({ message: z.string(), hint: z.string() }).nullable(),
});
export type Watchable = z.infer<typeof watchableSchema>;
