import { z } from 'zod';
import { engineIdSchema } from '../../engines/registry';
import { imageReportSchema } from '../../images/image-report-schema';
import { recipeIdSchema } from '../../images/recipe-id';
import { errorDataSchema } from '../../model/app-error';
import { imageReferenceSchema } from '../../model/image-reference';
import { channel, nothing } from '../channel';

export const imageRowSchema = z.object({
  id: z.string(),
  /** Every `name:tag` it goes by; none for a dangling one. */
  names: z.array(z.string()),
  sizeBytes: z.number(),
  createdAt: z.string(),
  /** Set for images of ours: the hash of the recipe that it was built from. */
  recipeHash: z.string().nullable(),
  /** What a look into it found out, today or earlier; null while nobody looked. */
  report: imageReportSchema.nullable(),
});
export type ImageRow = z.infer<typeof imageRowSchema>;

/** An image that ships with the product as a recipe, and whether the engine holds it as the recipe is now. */
export const recipeRowSchema = z.object({
  id: recipeIdSchema,
  title: z.string(),
  reference: z.string(),
  /** What is inside, one line each. */
  holds: z.array(z.string()),
  state: z.enum(['missing', 'old', 'ready']),
});
export type RecipeRow = z.infer<typeof recipeRowSchema>;

const buildOf = z.object({ engine: engineIdSchema, recipe: recipeIdSchema });

/** A build that goes on: what a window that was reloaded shows first. */
export const runningBuildSchema = buildOf.extend({
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  cancelling: z.boolean(),
  /** The last of its lines. */
  lines: z.array(z.string()),
  /** How many came before them. */
  droppedLines: z.number(),
});
export type RunningBuild = z.infer<typeof runningBuildSchema>;

/** What main tells of a build; `ended` without an error: the image is there, or it was cancelled. */
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
  /** Looks into an image for what tracing needs; runs nothing of it. Remembered: the next look is free. */
  'images:look': channel(z.object({ engine: engineIdSchema, image: imageReferenceSchema }), imageReportSchema),
  'images:recipes': channel(z.object({ engine: engineIdSchema }), z.array(recipeRowSchema)),
  /** Answers when the build has ended; its lines come as `image-build` events. */
  'images:build': channel(buildOf, z.object({ reference: z.string(), imageId: z.string(), built: z.boolean() })),
  /** Answers when nothing of the build is left. */
  'images:cancel-build': channel(buildOf, nothing),
  'images:builds': channel(nothing, z.array(runningBuildSchema)),
} as const;
