import { z } from 'zod';
import { engineLanguage } from '../engines/registry';
import { isImagePath } from '../model/image-reference';
import { clashingPreloads } from '../tracing/preloads';
import { schemaShape } from './fields/field';
import { KERNEL_FIELDS } from './fields/kernel';
import { RECORDING_FIELDS } from './fields/recording';
import { TARGET_FIELDS } from './fields/target';
import { LIMIT_FIELDS, TRACE_FIELDS } from './fields/trace';

const containerTargetSchema = z.object({ kind: z.literal('container'), ...schemaShape(TARGET_FIELDS) });

/** A program on the host, without any container: the sanity check. */
const hostTargetSchema = z.object({ kind: z.literal('host') });

/** The kernel's recording: a preset, the user's patterns, or both. */
export const kernelChoiceSchema = z
  .object(schemaShape(KERNEL_FIELDS))
  .refine((kernel) => kernel.preset !== undefined || kernel.tracepoints.length > 0 || kernel.syscalls.length > 0, {
    message: 'choose a kernel preset or name at least one tracepoint or system call',
    path: ['preset'],
  });
export type KernelChoice = z.infer<typeof kernelChoiceSchema>;

export const recordingChoiceSchema = z.object({
  ...schemaShape(RECORDING_FIELDS),
  /** Absent: only userspace is recorded. */
  kernel: kernelChoiceSchema.optional(),
});

/** Whether the request includes userspace. Otherwise only the kernel is recorded. */
export const recordsUserspace = (
  recording: Pick<z.infer<typeof recordingChoiceSchema>, 'preset' | 'events'>,
): boolean => recording.preset !== undefined || recording.events.length > 0;

/** The disk floor is the larger of this size and DISK_FLOOR_SHARE of the file system. */
export const DISK_FLOOR_BYTES = 2_000_000_000;
export const DISK_FLOOR_SHARE = 0.05;

export const limitsSchema = z.object(schemaShape(LIMIT_FIELDS));

/** A request in a trace's record. It has fewer rules than runConfigSchema, so that records of earlier versions stay readable. */
export const recordedConfigSchema = z
  .object({
    ...schemaShape(TRACE_FIELDS),
    target: z.discriminatedUnion('kind', [containerTargetSchema, hostTargetSchema]),
    recording: recordingChoiceSchema,
    limits: limitsSchema.default({}),
  })
  .refine(({ recording }) => recordsUserspace(recording) || recording.kernel !== undefined, {
    message: 'choose a preset or name at least one event',
    path: ['recording'],
  })
  .superRefine(({ target, recording }, context) => {
    if (target.kind !== 'container') return;
    const { title, options, imagesByPath, sharesPids } = engineLanguage(target.engine);
    if (recording.kernel?.containersOnly && sharesPids(target.options))
      context.addIssue({
        code: 'custom',
        path: ['recording', 'kernel', 'containersOnly'],
        message: `only a container with process ids of its own can be told from the machine: choose the option pid of ${title}`,
      });
    const refuse = (field: string, message: string): void =>
      context.addIssue({ code: 'custom', path: ['target', field], message });
    if (isImagePath(target.image) && !imagesByPath) refuse('image', `${title} takes an image by its name, not a path`);
    const unknown = target.options.find((requested) => !options.some(({ id }) => id === requested));
    if (unknown !== undefined)
      refuse(
        'options',
        options.length === 0
          ? `${title} has no options of its own`
          : `${title}'s options are: ${options.map(({ id }) => id).join(', ')}`,
      );
  })
  .refine(({ recording, limits }) => recording.mode === 'continuous' || limits.rotateBytes === undefined, {
    message: 'a flight recorder writes snapshots, which are not rotated',
    path: ['limits', 'rotateBytes'],
  });

/**
 * The complete request of a user. Window, command line and tests create the same object. A new field is an entry in the tables
 * in fields/, from which this schema, the form and the command line's options are derived.
 */
export const runConfigSchema = recordedConfigSchema.superRefine(({ recording }, context) => {
  const clash = clashingPreloads(recording.preloads ?? []);
  if (clash.length > 0)
    context.addIssue({
      code: 'custom',
      path: ['recording', 'preloads'],
      message: `${clash.join(' and ')} cannot be loaded together: choose one of them`,
    });
});
export type RunConfig = z.infer<typeof runConfigSchema>;
export type RunConfigInput = z.input<typeof runConfigSchema>;
export type ContainerTarget = z.infer<typeof containerTargetSchema>;
