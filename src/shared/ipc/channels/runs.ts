import { z } from 'zod';
import { engineIdSchema } from '../../engines/registry';
import { errorCodeSchema } from '../../model/app-error';
import { runEventSchema } from '../../model/run-event';
import { runIdSchema } from '../../model/run-id';
import { levelChoiceSchema } from '../../privilege/level';
import { runConfigSchema } from '../../request/run-config';
import { channel, nothing } from '../channel';

export const planPreviewSchema = z.object({
  steps: z.array(z.object({ id: z.string(), title: z.string(), commands: z.array(z.string()) })),
  script: z.string(),
  /** The highest level that any step needs, and why. */
  privilege: levelChoiceSchema,
  /** What the containers can access of this machine, one sentence each. */
  reaches: z.array(z.string()),
  /** What keeps it from being recorded, or will make it poor. */
  problems: z.array(
    z.object({
      severity: z.enum(['error', 'warning']),
      /** Of an error: what `record` would end with. */
      code: errorCodeSchema.optional(),
      /** Of the kernel alone: without it, the rest can be recorded. */
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
  /** Builds the demo image when it is not there, then records the demo. */
  'run:demo': channel(z.object({ engine: engineIdSchema }), z.object({ runId: runIdSchema })),
  /** The last request once more, with its values that are stored nowhere; without the kernel where that was refused. */
  'run:again': channel(z.object({ runId: runIdSchema, withKernel: z.boolean() }), z.object({ runId: runIdSchema })),
  'run:stop': channel(z.object({ runId: runIdSchema }), nothing),
  /** Of a flight recorder: the last seconds, now. Answers with which one of the run it is. */
  'run:snapshot': channel(z.object({ runId: runIdSchema }), z.object({ number: z.number().int() })),
  'run:cancel': channel(z.object({ runId: runIdSchema }), nothing),
  /** Every event of the run that is going on or was the last: what a window that was reloaded folds first. */
  'run:events': channel(nothing, z.array(runEventSchema)),
} as const;
