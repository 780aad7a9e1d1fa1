import { z } from 'zod';
import { engineIdSchema } from '../../engines/registry';
import { imageReportSchema } from '../../images/image-report-schema';
import { recipeIdSchema } from '../../images/recipe-id';
import { errorDataSchema } from '../../model/app-error';
import { imageReferenceSchema } from '../../model/image-reference';
import { channel, nothing } from '../channel';

export const imageRowSchema = z.object({
  id: z.string(),
  /** All names as `name:tag`; empty for a dangling image. */
  names: z.array(z.string()),
  sizeBytes: z.number(),
  createdAt: z.string(),
  /** For images that the app built: the hash of the recipe. */
  recipeHash: z.string().nullable(),
  /** The result of the last inspection; null before the first one. */
  report: imageReportSchema.nullable(),
});
export type ImageRow = z.infer<typeof imageRowSchema>;

/** An image that the app has a recipe for, and whether the engine has its current version. */
export const recipeRowSchema = z.object({
  id: recipeIdSchema,
  title: z.string(),
  reference: z.string(),
  /** The contents of the image, one line each. */
  holds: z.array(z.string()),
  state: z.enum(['missing', 'old', 'ready']),
});
export type RecipeRow = z.infer<typeof recipeRowSchema>;

const buildOf = z.object({ engine: engineIdSchema, recipe: recipeIdSchema });

/** A build in progress, which a reloaded window shows first. */
export const runningBuildSchema = buildOf.extend({
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  cancelling: z.boolean(),
  /** The end of its output. */
  lines: z.array(z.string()),
  /** Number of lines before `lines`. */
  droppedLines: z.number(),
});
export type RunningBuild = z.infer<typeof runningBuildSchema>;

/** Events of a build, sent by main. `ended` has an error only if the build failed. */
export const imageBuildEventSchema = z.discriminatedUnion('type', [
  buildOf.extend({ type: z.literal('started'), startedAt: z.number() }),
  buildOf.extend({ type: z.literal('lines'), lines: z.array(z.string()) }),
  buildOf.extend({
    type: z.literal('ended'),
    outcome: z.enum(['built', 'cancelled', 'failed']),
    error: errorDataSchema.nullable(),
  }),
]);
export type ImageBuildEvent = z.infer<typeof imageBuildEventSchema>;

export const IMAGE_CHANNELS = {
  'images:list': channel(z.object({ engine: engineIdSchema }), z.array(imageRowSchema)),
  /** Inspects an image for the files that tracing requires, without running it. The result is cached. */
  'images:look': channel(z.object({ engine: engineIdSchema, image: imageReferenceSchema }), imageReportSchema),
  'images:recipes': channel(z.object({ engine: engineIdSchema }), z.array(recipeRowSchema)),
  /** Answers when the build has ended. `image-build` events report its output. */
  'images:build': channel(buildOf, z.object({ reference: z.string(), imageId: z.string(), built: z.boolean() })),
  /** Answers when the build's cleanup is done. */
  'images:cancel-build': channel(buildOf, nothing),
  'images:builds': channel(nothing, z.array(runningBuildSchema)),
} as const;
