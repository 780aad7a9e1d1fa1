import { z } from 'zod';
import { volumeSchema } from '../engines/container-spec';
import { engineIdSchema, engineLanguage } from '../engines/registry';
import { contextSchema } from '../tracing/contexts';
import { buffersSchema, DEFAULT_BUFFERS, eventRuleSchema } from '../tracing/events';
import { kernelChoiceSchema } from '../tracing/kernel-choice';
import { preloadIdSchema } from '../tracing/preloads';
import { findPreset, PRESETS } from '../tracing/presets';
import { imageReferenceSchema, isImagePath } from './image-reference';

const noNul = (text: string): boolean => !text.includes('\u0000');
const argument = z
  .string()
  .max(100_000, 'an argument has at most 100 000 characters')
  .refine(noNul, 'an argument holds no NUL character');

export const envVariableSchema = z.object({
  name: z.string().regex(/^[A-Za-z_][A-Za-z0-9_]*$/, 'a variable is letters, digits and _'),
  value: argument,
  /** The value goes to the container and nowhere else: not to the library, the log or the shown commands. */
  secret: z.boolean(),
});

const containerTargetSchema = z.object({
  kind: z.literal('container'),
  engine: engineIdSchema,
  image: imageReferenceSchema,
  entrypoint: z.array(argument).optional(),
  env: z.array(envVariableSchema).default([]),
  volumes: z.array(volumeSchema).default([]),
  workdir: z
    .string()
    .max(4096, 'a path has at most 4096 characters')
    .startsWith('/', 'a working directory starts with /')
    .refine(noNul, 'a path holds no NUL character')
    .optional(),
  user: z
    .string()
    .regex(/^[A-Za-z0-9_][A-Za-z0-9_.:-]*$/, 'a user is a name or an id, with :group')
    .optional(),
  network: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_.-]*$/, 'a network is a name')
    .optional(),
  cpus: z
    .number('processors are a number')
    .positive('more than 0 processors')
    .max(1024, 'at most 1024 processors')
    .optional(),
  memoryBytes: z
    .number('memory is a number of bytes')
    .int('memory is a whole number of bytes')
    .min(6 * 1024 * 1024, 'engines refuse less than 6 MiB')
    .optional(),
  /** What this engine alone can be asked for: ids of EngineLanguage.options. */
  options: z.array(z.string().max(40)).max(20).default([]),
});

/** A program on the host, without any container: the sanity check. */
const hostTargetSchema = z.object({ kind: z.literal('host') });

export const recordingChoiceSchema = z.object({
  preset: z
    .string()
    .refine(
      (id) => findPreset(id) !== undefined,
      `a preset is one of: ${PRESETS.map((preset) => preset.id).join(', ')}`,
    )
    .optional(),
  /** Rules of the user's own, beside or instead of the preset's. */
  events: z.array(eventRuleSchema).default([]),
  contexts: z.array(contextSchema).default([]),
  /** Left out: the preset's. */
  preloads: z.array(preloadIdSchema).optional(),
  buffers: buffersSchema.default(DEFAULT_BUFFERS),
  /** Left out: userspace alone. */
  kernel: kernelChoiceSchema.optional(),
  /** What a full buffer gives up: the event that comes, or its oldest ones. */
  whenFull: z.enum(['discard', 'overwrite'], 'a full buffer discards or overwrites').default('discard'),
  /** `flight-recorder`: only the last seconds are kept, and written when they are asked for. */
  mode: z.enum(['continuous', 'flight-recorder']).default('continuous'),
});

/** Whether anything of the programs themselves is asked for; otherwise the kernel alone is recorded. */
export const recordsUserspace = (
  recording: Pick<z.infer<typeof recordingChoiceSchema>, 'preset' | 'events'>,
): boolean => recording.preset !== undefined || recording.events.length > 0;

const MIB = 1024 * 1024;
/** The disk floor's fixed part; the moving part is DISK_FLOOR_SHARE of the file system. */
export const DISK_FLOOR_BYTES = 2_000_000_000;
export const DISK_FLOOR_SHARE = 0.05;

export const limitsSchema = z.object({
  /** Stop and keep after so long, seconds, at most a week. */
  maxDurationS: z
    .number('a time limit is a number of seconds')
    .positive('longer than 0 seconds')
    .max(604_800, 'at most a week (604800 seconds)')
    .optional(),
  /** Stop and keep when the trace's files hold so much; a little more comes out of the buffers then. */
  maxSizeBytes: z
    .number('a size limit is a number of bytes')
    .int('a size limit is a whole number of bytes')
    .min(MIB, 'a size limit is at least 1 MiB (1048576)')
    .optional(),
  /** Begin another part of the trace when a recording has written so much; left out: one part. */
  rotateBytes: z
    .number('a rotation size is a number of bytes')
    .int('a rotation size is a whole number of bytes')
    .min(MIB, 'a rotation size is at least 1 MiB (1048576)')
    .optional(),
  /** Stop and keep when less than this is free; left out: the larger of 5 % and 2 GB. */
  diskFloorBytes: z
    .number('a floor is a number of bytes')
    .int('a floor is a whole number of bytes')
    .min(MIB, 'a floor is at least 1 MiB (1048576)')
    .optional(),
});

/** Everything that a user asks for. Window, command line and tests make the same object; nothing else decides. */
export const runConfigSchema = z
  .object({
    /** What the trace is called in the list; left out: image and command. */
    title: z
      .string()
      .trim()
      .min(1, 'a name has at least one character')
      .max(200, 'a name has at most 200 characters')
      .optional(),
    target: z.discriminatedUnion('kind', [containerTargetSchema, hostTargetSchema]),
    /** Arguments of the program; empty: the image's own command. */
    command: z.array(argument).max(10_000, 'at most 10 000 arguments').default([]),
    /** Containers one after the other in one trace. */
    repeat: z
      .number('repeat is a number')
      .int('repeat is a whole number')
      .min(1, 'repeat at least once')
      .max(1000, 'repeat at most 1000 times')
      .default(1),
    recording: recordingChoiceSchema,
    limits: limitsSchema.default({}),
    /** Record although the look into the image says that nothing will come. */
    force: z.boolean().default(false),
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
    const unknown = target.options.find((asked) => !options.some(({ id }) => id === asked));
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
export type RunConfig = z.infer<typeof runConfigSchema>;
export type RunConfigInput = z.input<typeof runConfigSchema>;
export type ContainerTarget = z.infer<typeof containerTargetSchema>;
