import { z } from 'zod';
import { engineIdSchema } from '../engines/registry';
import { imageNameSchema } from '../model/image-reference';

const path = z
  .string()
  .min(1)
  .max(4096)
  .regex(/^[^\u0000-\u001f\u007f]*$/, 'a path holds no control characters');
/** A value of GCC's exclude options: parts of names, separated by commas. */
const excludes = z
  .string()
  .max(10_000)
  .regex(/^[^\s\u0000-\u001f\u007f]*$/, 'names are separated by commas, without spaces');

export const instrumentRequestSchema = z.strictObject({
  engine: engineIdSchema,
  /** The build context, an absolute path. */
  contextDir: z
    .string()
    .max(4096)
    .regex(/^\/[^\u0000-\u001f\u007f]*$/, 'the folder has an absolute path without control characters'),
  /** Absolute, or relative to the context; null: Containerfile or Dockerfile of the context. */
  file: path.nullable(),
  /** Name of the new image. */
  tag: imageNameSchema,
  /** Options of `podman build` or `docker build`. */
  options: z.array(z.string().max(10_000)).max(200),
  /** Whether functions of headers report their calls, too. They are small and called often. */
  headers: z.boolean(),
  excludeFiles: excludes,
  excludeFunctions: excludes,
});
export type InstrumentRequest = z.infer<typeof instrumentRequestSchema>;
