import { z } from 'zod';
import { engineIdSchema } from '../../engines/registry';
import { seenRowSchema } from '../../images/seen-rows';
import { errorCodeSchema } from '../../model/app-error';
import { runEventSchema } from '../../model/run-event';
import { runIdSchema } from '../../model/run-id';
import { levelChoiceSchema } from '../../privilege/level';
import { runConfigSchema } from '../../request/run-config';
import { channel, nothing } from '../channel';

export const planPreviewSchema = z.object({
  steps: z.array(z.object({ id: z.string(), title: z.string(), commands: z.array(z.string()) })),
  script: z.string(),
  /** The highest privilege level of all steps, with the reason. */
  privilege: levelChoiceSchema,
  /** What the containers can access of this machine, one sentence each. */
  reaches: z.array(z.string()),
  /** What the recording of userspace will show of the image, kind by kind. */
  sees: z.array(seenRowSchema),
  /** Problems that prevent the recording or make it incomplete. */
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      /** For an error: the error code of `record`. */
      code: errorCodeSchema.optional(),
      /** Set if the problem concerns only the kernel, so that userspace can be recorded without it. */
      about: z.literal('kernel').optional(),
      message: z.string(),
      hint: z.string().optional(),
    }),
  ),
});
export type PlanPreview = z.infer<typeof planPreviewSchema>;

export const RUN_CHANNELS = {
  'run:plan': channel(z.object({ config: runConfigSchema }), planPreviewSchema),
  'run:record': channel(z.object({ config: runConfigSchema }), z.object({ runId: runIdSchema })),
  /** Builds the demo image if it does not exist, then records the demo. */
  'run:demo': channel(z.object({ engine: engineIdSchema }), z.object({ runId: runIdSchema })),
  /** Records the last request again, including secret values, which are not stored; optionally without the kernel. */
  'run:again': channel(z.object({ runId: runIdSchema, withKernel: z.boolean() }), z.object({ runId: runIdSchema })),
  'run:stop': channel(z.object({ runId: runIdSchema }), nothing),
  /** Saves the last seconds of a flight recorder. Answers with the snapshot's number in the run. */
  'run:snapshot': channel(z.object({ runId: runIdSchema }), z.object({ number: z.number().int() })),
  'run:cancel': channel(z.object({ runId: runIdSchema }), nothing),
  /** All events of the current or last run, for a reloaded window. */
  'run:events': channel(nothing, z.array(runEventSchema)),
} as const;
